-- Evidence: files by their SHA-256, and what each supports. The bytes stand in the evidence store, never here.
CREATE TABLE evidence_file (
    hash TEXT NOT NULL PRIMARY KEY,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    first_by TEXT NOT NULL,
    first_at TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
    id TEXT NOT NULL PRIMARY KEY,
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    -- As forms name it: indicator:K01.
    item TEXT NOT NULL,
    -- The step of a milestone indicator; 0 for the figure as a whole.
    step INTEGER NOT NULL,
    -- Either a file or a link.
    file_hash TEXT REFERENCES evidence_file (hash),
    link TEXT,
    name TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TEXT NOT NULL,
    removed_by TEXT,
    removed_at TEXT,
    CHECK ((file_hash IS NULL) <> (link IS NULL))
) STRICT;

CREATE INDEX evidence_by_return ON evidence (plan_code, round_code, unit_code);
CREATE INDEX evidence_by_file ON evidence (file_hash);
