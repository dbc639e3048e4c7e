-- The journal: everything done, chained by hash, and the end of the chain.
CREATE TABLE journal (
    seq INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    acting_for TEXT,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_code TEXT NOT NULL,
    reason TEXT,
    detail TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX journal_by_object ON journal (object_kind, object_code, seq);

-- One row: whoever writes locks it last, and so the chain has one order.
CREATE TABLE journal_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

INSERT INTO journal_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
