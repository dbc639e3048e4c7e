-- Rows as the product writes them: two chained entries and the head over them.
INSERT INTO journal (seq, at, actor, acting_for, action, object_kind, object_code, reason, detail, prev_hash, hash)
VALUES
    (1, '2023-10-05T03:04:05Z', 'administrator', NULL, 'plan_created', 'plan', 'annual-2566', NULL,
     'changes 0
', '0000000000000000000000000000000000000000000000000000000000000000', '7c1f323e98a97af4d6a09f3f253de746fc569d4fd8fc4c4d79f5c1202f6340b4'),
    (2, '2023-10-06T08:00:00.5Z', 'analyst', 'ผู้อำนวยการกอง', 'observation_entered', 'indicator', '1.1', 'ตามหนังสือรายงานผล',
     'changes 1
field 5:value
before -
after 4:2779
', '7c1f323e98a97af4d6a09f3f253de746fc569d4fd8fc4c4d79f5c1202f6340b4', '9c38a03a4fb60bb25f8ab140c8b6eb9562186d5c0b7cef8efbac3ca7abc85c17');

UPDATE journal_head SET seq = 2, hash = '9c38a03a4fb60bb25f8ab140c8b6eb9562186d5c0b7cef8efbac3ca7abc85c17' WHERE id = 1;
