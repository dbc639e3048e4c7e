-- An explained finding of a plan.
INSERT INTO plan_finding_answer (plan_code, rule, field, facts, explanation, explained_by, explained_at)
VALUES ('annual-2566', 'target_wording', 'indicator:K01:value', 'ร้อยละ 80|85', 'ถ้อยคำตามเล่มแผนที่ประกาศ', 'analyst', '2023-10-20T07:00:00.000000000Z');
