-- A target of half a year with bands of its own; that of 0002 goes on without.
INSERT INTO target (plan_code, edition, indicator_code, unit_code, round_code, position, value, high, anchors, printed, note, version,
                    scale_code)
VALUES ('annual-2566', 1, '1.1', '', 'R6', 2, '45.00', NULL, '', NULL, NULL, 1, 'BAND5');
