-- A book of the first frozen revision, waiting; those of 0004 go on without.
INSERT INTO job (id, account_id, plan_code, edition, round_code, revision, state, progress, created_at, file_name, failure)
VALUES ('job-revision', 'a1', 'annual-2566', 1, 'R12', 1, 'waiting', 0, '2023-10-21T03:00:00.000000000Z', NULL, NULL);
