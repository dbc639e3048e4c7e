-- A round can have bands of its own: the scale that the agency's target of that round names in place of the indicator's.
ALTER TABLE target ADD COLUMN scale_code TEXT;
