-- A text of the book carries a version, so that who saw an older one is told. Texts that were there before begin with 1.
ALTER TABLE narrative ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
