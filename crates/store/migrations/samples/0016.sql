-- The same file supports the same figure once more.
INSERT INTO evidence (id, plan_code, round_code, unit_code, item, step, file_hash, link, name, added_by, added_at, removed_by, removed_at)
VALUES ('018b0000-0000-7000-8000-000000000033', 'annual-2566', 'R12', 'กนย.', 'indicator:K01', 0,
        '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', NULL, 'ประกาศ.pdf', 'officer',
        '2023-10-04T08:00:00.000000000Z', NULL, NULL);
