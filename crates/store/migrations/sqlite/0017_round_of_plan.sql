-- Rounds are of a fiscal year; where a plan stands at one is the plan's own.
CREATE TABLE plan_round (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    round_code TEXT NOT NULL,
    state TEXT NOT NULL,
    completed_on TEXT,
    PRIMARY KEY (plan_code, round_code)
) STRICT;
INSERT INTO plan_round (plan_code, round_code, state, completed_on)
SELECT p.code, r.code, r.state, r.completed_on FROM plan p JOIN round r ON r.fiscal_year = p.fiscal_year;
ALTER TABLE round DROP COLUMN state;
ALTER TABLE round DROP COLUMN completed_on;
