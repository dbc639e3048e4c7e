-- A return that was sent back once, with a field, its submitted version and a comment; a round that was opened; a month's money.
INSERT INTO submission (plan_code, round_code, unit_code, state, inherited_from, due_on, extended_to, extension_reason, extended_by,
                        extended_office, proposed_at, endorsed_by, endorsed_office, first_submitted_at, submitted_at,
                        submitted_by, return_due_on, verified_at, verified_by, verified_office, submissions, version)
VALUES ('annual-2566', 'R12', 'กนย.', 'returned', NULL, '2023-10-05', '2023-10-10', 'น้ำท่วม', 'head', 'ผู้อำนวยการกองนโยบายและแผน',
        NULL, 'unithead', 'หัวหน้าหน่วยงาน', '2023-10-04T08:00:00.000000000Z', '2023-10-04T08:00:00.000000000Z',
        'officer', '2023-10-10', NULL, NULL, NULL, 1, 3);
INSERT INTO submission_field (plan_code, round_code, unit_code, field, body, version, typed_by, typed_at)
VALUES ('annual-2566', 'R12', 'กนย.', 'indicator:K01:value', '4', 2, 'officer', '2023-10-04T07:00:00.000000000Z');
INSERT INTO submitted_version (plan_code, round_code, unit_code, number, submitted_at, submitted_by, endorsed_by, body, hash)
VALUES ('annual-2566', 'R12', 'กนย.', 1, '2023-10-04T08:00:00.000000000Z', 'officer', 'unithead', 'phaen return v1
', 'ff00');
INSERT INTO return_comment (id, plan_code, round_code, unit_code, field, body, said_by, office, said_at, about, resolved_by, resolved_at)
VALUES ('018b0000-0000-7000-8000-000000000021', 'annual-2566', 'R12', 'กนย.', 'indicator:K01:value', 'ขอหลักฐาน', 'analyst',
        'นักวิเคราะห์นโยบายและแผน', '2023-10-05T08:00:00.000000000Z', 1, NULL, NULL);
INSERT INTO round_decision (id, plan_code, round_code, kind, revision, decided_by, office, decided_at, reason, document_no, expires_on)
VALUES ('018b0000-0000-7000-8000-000000000022', 'annual-2566', 'R12', 'opened', 0, 'analyst', 'นักวิเคราะห์นโยบายและแผน',
        '2023-10-01T08:00:00.000000000Z', NULL, NULL, NULL);
INSERT INTO disbursement (plan_code, project_code, period, amount, entered_by, entered_at)
VALUES ('annual-2566', 'P01', 'M01', 125050, 'officer', '2023-10-04T07:00:00.000000000Z');
