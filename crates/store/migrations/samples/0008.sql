-- A head of unit, who holds the office and who stands in; an invitation and what a second factor leaves behind.
INSERT INTO position (code, name_th, name_en, role, unit_code, closed, version)
VALUES ('HEAD-กนย', 'ผู้อำนวยการกองนโยบายและแผน', NULL, 'unit_head', 'กนย.', 0, 1);
INSERT INTO holding (id, position_code, account_id, from_day, to_day)
VALUES ('018b0000-0000-7000-8000-000000000011', 'HEAD-กนย', '018b0000-0000-7000-8000-000000000001', '2022-10-01', NULL);
INSERT INTO delegation (id, position_code, account_id, kind, order_no, from_day, to_day, acts, reason, recorded_by, revoked_at)
VALUES ('018b0000-0000-7000-8000-000000000012', 'HEAD-กนย', '018b0000-0000-7000-8000-000000000001', 'acting_for', '123/2566',
        '2023-10-01', '2023-10-05', '', 'ไปราชการ', 'admin', NULL);
UPDATE account SET email = 'analyst@example.go.th' WHERE login = 'analyst';
INSERT INTO invitation (secret_hash, account_id, invited_by, created_at, expires_at, used_at)
VALUES ('dd00', '018b0000-0000-7000-8000-000000000001', 'admin', '2023-10-06T08:00:00.000000000Z', '2023-10-09T08:00:00.000000000Z',
        NULL);
INSERT INTO recovery_code (account_id, code_hash, used_at) VALUES ('018b0000-0000-7000-8000-000000000001', 'ee00', NULL);
INSERT INTO second_factor_use (account_id, last_step) VALUES ('018b0000-0000-7000-8000-000000000001', 56511360);
