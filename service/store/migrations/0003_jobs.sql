-- Work that was promised to somebody: uploads on their way into the collection, and models to be trained.

-- The bytes of uploads that no document holds yet. Whatever waits for the same bytes shares them.
CREATE TABLE upload (
    id      INTEGER PRIMARY KEY,
    sha256  TEXT    NOT NULL CHECK (length(sha256) = 64),
    marked  INTEGER NOT NULL CHECK (marked IN (0, 1)),
    content BLOB    NOT NULL,
    UNIQUE (sha256, marked)
) STRICT;

CREATE TABLE job (
    number          INTEGER PRIMARY KEY, -- the order in which jobs are taken; never shown
    id              TEXT    NOT NULL UNIQUE,
    kind            TEXT    NOT NULL CHECK (kind IN ('document', 'training')),
    state           TEXT    NOT NULL CHECK (
        kind = 'document' AND state IN ('queued', 'reading', 'analysing', 'stored', 'set_aside')
        OR kind = 'training' AND state IN ('queued', 'training', 'trained', 'refused')
    ),
    source          TEXT    NOT NULL, -- the file's name; empty for training
    sha256          TEXT    CHECK (length(sha256) = 64),
    marked          INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
    upload          INTEGER REFERENCES upload (id),
    document        INTEGER REFERENCES document (id) ON DELETE CASCADE,
    owner           TEXT    NOT NULL,
    idempotency_key TEXT,
    submitted_at    TEXT    NOT NULL,
    finished_at     TEXT,
    reason          TEXT,
    UNIQUE (owner, idempotency_key),
    -- An unfinished upload has its bytes; a finished job has none, and a stored one has its document.
    CHECK (kind = 'training' OR (finished_at IS NULL) = (upload IS NOT NULL)),
    CHECK ((state = 'stored') = (document IS NOT NULL)),
    CHECK ((finished_at IS NULL) = (state IN ('queued', 'reading', 'analysing', 'training')))
) STRICT;
CREATE INDEX job_by_owner ON job (owner, number);
CREATE INDEX job_by_upload ON job (upload) WHERE upload IS NOT NULL;
CREATE INDEX job_by_document ON job (document) WHERE document IS NOT NULL;
CREATE INDEX job_unfinished ON job (number) WHERE finished_at IS NULL;
CREATE INDEX job_by_sha256 ON job (sha256) WHERE sha256 IS NOT NULL;
