-- A round with the day of its completion; the one of 0003 goes on without.
INSERT INTO round (fiscal_year, code, position, name_th, name_en, months, starts_on, ends_on, due_on, completed_on, state, note)
VALUES (2566, 'R6', 2, 'รอบ 6 เดือน', '6 months', 6, '2022-10-01', '2023-03-31', NULL, '2023-05-15', 'compiled', NULL);
