-- Answers to writes of the API, by the key that the caller gave: the same request is done once.
CREATE TABLE answered_request (
    account_id TEXT NOT NULL REFERENCES account (id),
    idempotency_key TEXT NOT NULL,
    -- SHA-256 of method, path and body.
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
);

CREATE INDEX answered_request_by_time ON answered_request (answered_at);
