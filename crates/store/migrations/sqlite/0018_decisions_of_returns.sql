-- Each decision about a return tells its office and its time.
ALTER TABLE submission ADD COLUMN endorsed_at TEXT;
ALTER TABLE submission ADD COLUMN submitted_office TEXT;
