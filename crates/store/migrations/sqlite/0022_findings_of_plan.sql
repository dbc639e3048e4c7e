-- What the policy group explained about findings of a plan itself; the findings are computed and never stored.
CREATE TABLE plan_finding_answer (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    rule TEXT NOT NULL,
    field TEXT NOT NULL,
    -- What the finding said when it was explained. One place can have several findings by one rule, each with its own explanation.
    facts TEXT NOT NULL,
    explanation TEXT NOT NULL,
    explained_by TEXT NOT NULL,
    explained_at TEXT NOT NULL,
    PRIMARY KEY (plan_code, rule, field, facts)
) STRICT;
