-- An account with a token, a session, a failed sign-in and a job that failed. (Bytes are written differently by the two engines, so
-- files have no rows here.)
INSERT INTO account (id, login, name, role, password_hash, closed, version)
VALUES ('018b0000-0000-7000-8000-000000000001', 'analyst', 'นักวิเคราะห์', 'analyst', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 0, 1);
INSERT INTO token (id, account_id, name, secret_hash, created_at, revoked_at)
VALUES ('018b0000-0000-7000-8000-000000000002', '018b0000-0000-7000-8000-000000000001', 'รายงานประจำเดือน', 'aa00',
        '2023-10-06T08:00:00.000000000Z', '2023-10-07T08:00:00.000000000Z');
INSERT INTO session (secret_hash, account_id, csrf, created_at, expires_at)
VALUES ('bb00', '018b0000-0000-7000-8000-000000000001', 'cc00', '2023-10-06T08:00:00.000000000Z', '2023-10-06T20:00:00.000000000Z');
INSERT INTO sign_in_failure (caller, failed_at, failures) VALUES ('login:analyst', '2023-10-06T07:59:00.000000000Z', 1);
INSERT INTO job (id, account_id, plan_code, edition, round_code, state, progress, created_at, file_name, failure)
VALUES ('018b0000-0000-7000-8000-000000000003', '018b0000-0000-7000-8000-000000000001', 'annual-2566', 1, 'R12', 'failed', 40,
        '2023-10-06T08:00:00.000000000Z', NULL, 'ไม่พบรอบ');
