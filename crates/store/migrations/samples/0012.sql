-- An explained finding.
INSERT INTO finding_answer (plan_code, round_code, unit_code, rule, field, facts, explanation, explained_by, explained_at)
VALUES ('annual-2566', 'R12', 'กนย.', 'falls', 'indicator:K01:value', '5 → 4', 'ปรับนิยาม', 'officer', '2023-10-04T07:00:00.000000000Z');
