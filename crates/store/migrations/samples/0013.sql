-- A notice, a letter that waits and a feed.
INSERT INTO notice (id, account_id, kind, plan_code, round_code, unit_code, facts, created_at, read_at, mailed_on)
VALUES ('018b0000-0000-7000-8000-000000000041', '018b0000-0000-7000-8000-000000000001', 'due_soon', 'annual-2566', 'R12', 'กนย.', '3',
        '2023-10-02T01:00:00.000000000Z', NULL, '2023-10-02');
INSERT INTO letter (id, address, subject, body, state, attempts, next_at, failure, created_at)
VALUES ('018b0000-0000-7000-8000-000000000042', 'analyst@example.go.th', 'ใกล้ครบกำหนด', 'รอบ 12 เดือน', 'waiting', 0,
        '2023-10-02T01:00:00.000000000Z', NULL, '2023-10-02T01:00:00.000000000Z');
INSERT INTO feed (secret_hash, account_id, unit_code, created_at, revoked_at)
VALUES ('ab00', '018b0000-0000-7000-8000-000000000001', '', '2023-10-02T01:00:00.000000000Z', NULL);
