-- A return that was endorsed and submitted by a stand-in.
INSERT INTO submission (plan_code, round_code, unit_code, state, inherited_from, due_on, proposed_at, endorsed_by, endorsed_office, endorsed_at,
                        first_submitted_at, submitted_at, submitted_by, submitted_office, submissions, version)
VALUES ('annual-2566', 'R9', 'กนย.', 'submitted', NULL, '2023-07-05', '2023-07-04T06:00:00.000000000Z', 'unithead', 'หัวหน้าหน่วยงาน',
        '2023-07-04T07:00:00.000000000Z', '2023-07-04T08:00:00.000000000Z', '2023-07-04T08:00:00.000000000Z', 'officer',
        'ผู้รายงานผล รักษาราชการแทนตามคำสั่งที่ 1/2566', 1, 4);
