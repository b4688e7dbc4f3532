-- Who may use the collection, and what they did.

CREATE TABLE user (
    name     TEXT    PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    role     TEXT    NOT NULL CHECK (role IN ('reader', 'editor', 'administrator')),
    cleared  INTEGER NOT NULL DEFAULT 0 CHECK (cleared IN (0, 1)), -- for confidential papers
    key_hash TEXT    NOT NULL UNIQUE CHECK (length(key_hash) = 64), -- SHA-256; the key itself is stored nowhere
    added_at TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Every entry's hash covers the one before it. What names a person or a proposal is covered through a commitment, the
-- hash of a random salt and the value: value and salt can be erased, and the chain still holds.
CREATE TABLE audit (
    number            INTEGER PRIMARY KEY,
    at                TEXT    NOT NULL,
    action            TEXT    NOT NULL,
    actor             TEXT,
    actor_salt        BLOB,
    actor_commitment  TEXT    NOT NULL,
    target            TEXT,
    target_salt       BLOB,
    target_commitment TEXT, -- NULL: the entry never had one
    detail            TEXT,
    detail_salt       BLOB,
    detail_commitment TEXT,
    previous          TEXT    NOT NULL,
    hash              TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_by_actor ON audit (actor);
CREATE INDEX audit_by_target ON audit (target);

-- The newest entry once more: entries missing at the end break no chain, but disagree with this.
CREATE TABLE audit_head (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL,
    hash   TEXT    NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Also keeps INSERT OR REPLACE from taking an entry's place: REPLACE deletes without asking the trigger for that.
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT number + 1 FROM audit_head) OR NEW.previous IS NOT (SELECT hash FROM audit_head)
BEGIN
    SELECT RAISE(ABORT, 'audit: an entry follows the newest one');
END;

CREATE TRIGGER audit_moves_on AFTER INSERT ON audit
BEGIN
    UPDATE audit_head SET number = NEW.number, hash = NEW.hash;
END;

CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit: entries are not deleted');
END;

-- The one change that is allowed: a value and its salt become NULL together.
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
WHEN NEW.number IS NOT OLD.number OR NEW.at IS NOT OLD.at OR NEW.action IS NOT OLD.action
    OR NEW.actor_commitment IS NOT OLD.actor_commitment
    OR NEW.target_commitment IS NOT OLD.target_commitment
    OR NEW.detail_commitment IS NOT OLD.detail_commitment
    OR NEW.previous IS NOT OLD.previous OR NEW.hash IS NOT OLD.hash
    OR NOT (NEW.actor IS OLD.actor AND NEW.actor_salt IS OLD.actor_salt
            OR NEW.actor IS NULL AND NEW.actor_salt IS NULL)
    OR NOT (NEW.target IS OLD.target AND NEW.target_salt IS OLD.target_salt
            OR NEW.target IS NULL AND NEW.target_salt IS NULL)
    OR NOT (NEW.detail IS OLD.detail AND NEW.detail_salt IS OLD.detail_salt
            OR NEW.detail IS NULL AND NEW.detail_salt IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'audit: entries are not changed');
END;
