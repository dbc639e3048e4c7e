-- Positions, who holds them and who stands in for them; what an account needs beside its password. Dates are ISO days, instants are
-- texts of one width. What is optional and part of a key is '' when absent.
CREATE TABLE position (
    code TEXT NOT NULL PRIMARY KEY,
    name_th TEXT NOT NULL,
    name_en TEXT,
    role TEXT NOT NULL,
    unit_code TEXT,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE holding (
    id TEXT NOT NULL PRIMARY KEY,
    position_code TEXT NOT NULL REFERENCES position (code),
    account_id TEXT NOT NULL REFERENCES account (id),
    from_day TEXT NOT NULL,
    to_day TEXT
) STRICT;

CREATE TABLE delegation (
    id TEXT NOT NULL PRIMARY KEY,
    position_code TEXT NOT NULL REFERENCES position (code),
    account_id TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    order_no TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    -- Keys of the acts handed over, parted by semicolons; '' is all of the office's.
    acts TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- The unit of the account's own role; where to write to; the second factor's secret once it is confirmed.
ALTER TABLE account ADD COLUMN unit_code TEXT;
ALTER TABLE account ADD COLUMN email TEXT;
ALTER TABLE account ADD COLUMN second_factor TEXT;

-- A link by which a new account chooses its password, or an old one a new password. Used once.
CREATE TABLE invitation (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    invited_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE INDEX invitation_by_account ON invitation (account_id);

-- Codes that open an account once when the second factor is lost, and the last time step that a code was taken for.
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE second_factor_use (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    last_step INTEGER NOT NULL
) STRICT;
