-- Notices to people, letters on their way out, and private addresses of calendar feeds.
CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    -- What it is about: plan, round and unit, and the page to open.
    plan_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    facts TEXT NOT NULL,
    created_at TEXT NOT NULL,
    read_at TEXT,
    -- The day's digest that carried it.
    mailed_on TEXT
) STRICT;

CREATE INDEX notice_by_account ON notice (account_id, created_at);
-- The same reminder is given once: an account, what about, which step of the ladder, which day.
CREATE UNIQUE INDEX notice_once ON notice (account_id, kind, plan_code, round_code, unit_code, facts);

CREATE TABLE letter (
    id TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    failure TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX letter_in_line ON letter (state, next_at);

CREATE TABLE feed (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    -- '' is the person's own feed, else the unit's.
    unit_code TEXT NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

CREATE INDEX feed_by_account ON feed (account_id);
