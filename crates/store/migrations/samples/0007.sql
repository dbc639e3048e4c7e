-- A session that tells where it began, beside an earlier one that does not.
INSERT INTO session (secret_hash, account_id, csrf, created_at, expires_at, seen_at, browser, network)
VALUES ('dd00', '018b0000-0000-7000-8000-000000000001', 'ee00', '2023-10-06T08:00:00.000000000Z', '2023-10-06T20:00:00.000000000Z',
        '2023-10-06T09:30:00.000000000Z', 'Firefox · Windows', '203.0.113.*');
