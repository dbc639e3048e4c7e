-- A link of invitation may be taken back. Who gave the right password and whose code is waited for: a technical row of a few minutes.
ALTER TABLE invitation ADD COLUMN revoked_at TEXT;

CREATE TABLE half_signed_in (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX half_signed_in_by_account ON half_signed_in (account_id);
