-- A text of the book that was changed twice.
INSERT INTO narrative (plan_code, edition, section, item, position, wording, source, version)
VALUES ('annual-2566', 1, 'part1.mission', 2, 2, 'พันธกิจที่ปรับแล้ว', NULL, 3);
