-- Rounds of a fiscal year, what was reported, and rounds as they were when they were frozen. None of it belongs to one edition.
CREATE TABLE round (
    fiscal_year INTEGER NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT,
    months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 12),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    due_on TEXT,
    state TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (fiscal_year, code)
) STRICT;

CREATE TABLE observation (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    subject_kind TEXT NOT NULL,
    subject_code TEXT NOT NULL,
    -- Number of the project's indicator; 0 for other subjects.
    item INTEGER NOT NULL,
    -- '' is the agency.
    unit_code TEXT NOT NULL,
    -- A round's code, or M01 for October to M12 for September.
    period TEXT NOT NULL,
    -- Order of coming: the journal's number then, times a million, and the place in the workbook.
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    steps TEXT,
    reason TEXT,
    narrative TEXT,
    source TEXT,
    evidence TEXT,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    import_hash TEXT,
    version INTEGER NOT NULL CHECK (version >= 1),
    PRIMARY KEY (plan_code, subject_kind, subject_code, item, unit_code, period)
) STRICT;

CREATE TABLE snapshot (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    edition INTEGER NOT NULL,
    frozen_at TEXT NOT NULL,
    frozen_by TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (plan_code, round_code, revision)
) STRICT;
