-- What counted for a figure until a unit's return was verified over it: it counts again when that return is sent back.
CREATE TABLE replaced_observation (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    subject_kind TEXT NOT NULL,
    subject_code TEXT NOT NULL,
    item INTEGER NOT NULL,
    unit_code TEXT NOT NULL,
    period TEXT NOT NULL,
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
