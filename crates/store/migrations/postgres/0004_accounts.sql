-- Accounts and their access tokens; then technical rows: sessions, failed sign-ins, jobs and uploads. Instants that are compared
-- are texts of one width, so that the order of the texts is the order of the instants.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    closed BIGINT NOT NULL CHECK (closed IN (0, 1)),
    version BIGINT NOT NULL CHECK (version >= 1)
);

CREATE TABLE token (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    revoked_at TEXT
);

CREATE INDEX token_by_account ON token (account_id);

CREATE TABLE session (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);

CREATE INDEX session_by_account ON session (account_id);

-- Counted by who was named and when: a login or an address.
CREATE TABLE sign_in_failure (
    caller TEXT NOT NULL,
    failed_at TEXT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (caller, failed_at)
);

CREATE INDEX sign_in_failure_by_time ON sign_in_failure (failed_at);

CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    round_code TEXT NOT NULL,
    state TEXT NOT NULL,
    progress BIGINT NOT NULL CHECK (progress BETWEEN 0 AND 100),
    created_at TEXT NOT NULL,
    file_name TEXT,
    failure TEXT
);

CREATE INDEX job_in_line ON job (state, created_at);
CREATE INDEX job_by_account ON job (account_id, created_at);

CREATE TABLE job_file (
    job_id TEXT NOT NULL PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    body BYTEA NOT NULL
);

CREATE TABLE upload (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at TEXT NOT NULL
);

CREATE INDEX upload_by_account ON upload (account_id);
