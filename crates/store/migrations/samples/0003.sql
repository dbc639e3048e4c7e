-- A frozen round with its snapshot, and one observation of each kind.
INSERT INTO round (fiscal_year, code, position, name_th, name_en, months, starts_on, ends_on, due_on, state, note)
VALUES (2566, 'R12', 1, 'รอบ 12 เดือน', NULL, 12, '2022-10-01', '2023-09-30', '2023-10-05', 'frozen', NULL);
INSERT INTO observation (plan_code, subject_kind, subject_code, item, unit_code, period, position, kind, value, numerator,
                         denominator, steps, reason, narrative, source, evidence, entered_by, entered_at, import_hash, version)
VALUES
    ('annual-2566', 'indicator', '1.1', 0, '', 'R12', 1, 'value', '92.00', NULL, NULL, NULL, NULL, 'ผลสำรวจ', 'แบบสำรวจ', NULL,
     'analyst', '2023-10-06T08:00:00Z', NULL, 2),
    ('annual-2566', 'indicator', '1.1', 0, 'กผ.', 'M01', 2, 'ratio', NULL, '1', '3', NULL, NULL, NULL, NULL, NULL,
     'analyst', '2023-10-06T08:00:00Z', NULL, 1),
    ('annual-2566', 'indicator', '1.1', 0, 'สบก.', 'R12', 3, 'steps', NULL, NULL, NULL, '1;2', NULL, NULL, NULL, NULL,
     'analyst', '2023-10-06T08:00:00Z', NULL, 1),
    ('annual-2566', 'project', 'P1', 0, '', 'R12', 4, 'not_applicable', NULL, NULL, NULL, NULL, 'ยกเลิกโครงการ', NULL, NULL, NULL,
     'analyst', '2023-10-06T08:00:00.123456789Z', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 1),
    ('annual-2566', 'project_indicator', 'P1', 1, '', 'R12', 5, 'no_data', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     'analyst', '2023-10-06T08:00:00Z', NULL, 1),
    ('annual-2566', 'project_indicator', 'P1', 2, '', 'R12', 6, 'not_measurable', NULL, NULL, NULL, NULL, 'ไม่มีผู้ตอบ', NULL, NULL,
     NULL, 'analyst', '2023-10-06T08:00:00Z', NULL, 1);
INSERT INTO snapshot (plan_code, round_code, revision, edition, frozen_at, frozen_by, body, hash)
VALUES ('annual-2566', 'R12', 1, 1, '2023-10-20T03:00:00Z', 'analyst', 'phaen-records v1
', '0d1f2b3c0d1f2b3c0d1f2b3c0d1f2b3c0d1f2b3c0d1f2b3c0d1f2b3c0d1f2b3c');
