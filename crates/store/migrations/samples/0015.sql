-- A link that was taken back, and somebody whose code is waited for.
UPDATE invitation SET revoked_at = '2023-10-07T08:00:00.000000000Z' WHERE secret_hash = 'dd00';
INSERT INTO half_signed_in (secret_hash, account_id, expires_at)
VALUES ('ff00', '018b0000-0000-7000-8000-000000000001', '2023-10-06T08:05:00.000000000Z');
