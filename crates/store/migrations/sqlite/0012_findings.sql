-- What units explained about findings; the findings themselves are computed and never stored.
CREATE TABLE finding_answer (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    rule TEXT NOT NULL,
    field TEXT NOT NULL,
    -- What the finding said when it was explained: another finding needs another explanation.
    facts TEXT NOT NULL,
    explanation TEXT NOT NULL,
    explained_by TEXT NOT NULL,
    explained_at TEXT NOT NULL,
    PRIMARY KEY (plan_code, round_code, unit_code, rule, field)
) STRICT;
