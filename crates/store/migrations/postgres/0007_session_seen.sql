-- By what its owner knows a session again: when it was last seen, and from where and with which browser it began, as far as that was said.
ALTER TABLE session ADD COLUMN seen_at TEXT;
ALTER TABLE session ADD COLUMN browser TEXT;
ALTER TABLE session ADD COLUMN network TEXT;
