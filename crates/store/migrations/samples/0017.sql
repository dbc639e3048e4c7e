-- A round of the year for which the plan has nothing yet, and where it stands at it.
INSERT INTO round (fiscal_year, code, position, name_th, name_en, months, starts_on, ends_on, due_on, note)
VALUES (2566, 'R9', 3, 'รอบ 9 เดือน', '9 months', 9, '2022-10-01', '2023-06-30', NULL, NULL);
INSERT INTO plan_round (plan_code, round_code, state, completed_on) VALUES ('annual-2566', 'R9', 'frozen', '2023-08-15');
