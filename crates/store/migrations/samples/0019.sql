-- What a workbook had brought before a return was verified over it.
INSERT INTO replaced_observation (plan_code, subject_kind, subject_code, item, unit_code, period, kind, value, numerator, denominator,
                                  steps, reason, narrative, source, evidence, entered_by, entered_at, import_hash, version)
VALUES ('annual-2566', 'indicator', '1.1', 0, '', 'R12', 'value', '91.00', NULL, NULL, NULL, NULL, NULL, 'แบบสำรวจ', NULL,
        'analyst', '2023-10-05T08:00:00Z', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 1);
