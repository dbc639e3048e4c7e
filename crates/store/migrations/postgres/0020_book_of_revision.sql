-- A book can be of a frozen revision; without one it is of the round as it stands.
ALTER TABLE job ADD COLUMN revision BIGINT;
