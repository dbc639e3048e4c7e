-- Units' returns for rounds: where each is, what is typed in its fields, as it was submitted, what was said about it; what rounds went
-- through; and money that returns reported by month.
CREATE TABLE submission (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    state TEXT NOT NULL,
    inherited_from TEXT,
    due_on TEXT NOT NULL,
    extended_to TEXT,
    extension_reason TEXT,
    extended_by TEXT,
    extended_office TEXT,
    proposed_at TEXT,
    endorsed_by TEXT,
    endorsed_office TEXT,
    first_submitted_at TEXT,
    submitted_at TEXT,
    submitted_by TEXT,
    return_due_on TEXT,
    verified_at TEXT,
    verified_by TEXT,
    verified_office TEXT,
    submissions INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    PRIMARY KEY (plan_code, round_code, unit_code)
) STRICT;

CREATE TABLE submission_field (
    plan_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    -- As forms name it: indicator:K01:value.
    field TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    typed_by TEXT NOT NULL,
    typed_at TEXT NOT NULL,
    PRIMARY KEY (plan_code, round_code, unit_code, field),
    FOREIGN KEY (plan_code, round_code, unit_code) REFERENCES submission (plan_code, round_code, unit_code) ON DELETE CASCADE
) STRICT;

CREATE TABLE submitted_version (
    plan_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    submitted_at TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    endorsed_by TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (plan_code, round_code, unit_code, number),
    FOREIGN KEY (plan_code, round_code, unit_code) REFERENCES submission (plan_code, round_code, unit_code) ON DELETE CASCADE
) STRICT;

CREATE TABLE return_comment (
    id TEXT NOT NULL PRIMARY KEY,
    plan_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    -- '' is the whole return.
    field TEXT NOT NULL,
    body TEXT NOT NULL,
    said_by TEXT NOT NULL,
    office TEXT NOT NULL,
    said_at TEXT NOT NULL,
    about INTEGER NOT NULL,
    resolved_by TEXT,
    resolved_at TEXT,
    FOREIGN KEY (plan_code, round_code, unit_code) REFERENCES submission (plan_code, round_code, unit_code) ON DELETE CASCADE
) STRICT;

CREATE INDEX return_comment_by_return ON return_comment (plan_code, round_code, unit_code);

-- What was decided on a round of a plan: opened, compiled, resolved, endorsed, refused, frozen, reopened.
CREATE TABLE round_decision (
    id TEXT NOT NULL PRIMARY KEY,
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    office TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    reason TEXT,
    -- Number of the memo or resolution.
    document_no TEXT,
    expires_on TEXT
) STRICT;

CREATE INDEX round_decision_by_round ON round_decision (plan_code, round_code, decided_at);

CREATE TABLE disbursement (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    project_code TEXT NOT NULL,
    -- M01 for October to M12 for September.
    period TEXT NOT NULL,
    -- Satang.
    amount INTEGER NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (plan_code, project_code, period)
) STRICT;
