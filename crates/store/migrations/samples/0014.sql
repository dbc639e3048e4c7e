-- A write that was answered.
INSERT INTO answered_request (account_id, idempotency_key, request_hash, status, answer, answered_at)
VALUES ('018b0000-0000-7000-8000-000000000001', 'k1', 'cd00', 200, '{}', '2023-10-02T01:00:00.000000000Z');
