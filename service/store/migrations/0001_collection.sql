-- The collection: documents as they came, and what was concluded from them.

CREATE TABLE document (
    id       INTEGER PRIMARY KEY,
    sha256   TEXT    NOT NULL CHECK (length(sha256) = 64),
    marked   INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)), -- confidential as a whole, by somebody's decision
    source   TEXT    NOT NULL,
    content  BLOB    NOT NULL,
    warnings TEXT    NOT NULL CHECK (json_valid(warnings)),
    added_at TEXT    NOT NULL,
    -- The same bytes may be marked for some and open to others: an upload must not tell that a marked copy exists.
    UNIQUE (sha256, marked)
) STRICT;

CREATE TABLE proposal (
    id             TEXT    PRIMARY KEY,
    printed_id     TEXT    NOT NULL, -- 'YEAR-CODE' before '-2', '-3' told it from others
    document       INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    place          INTEGER NOT NULL, -- its number in the document
    confidential   INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)),
    year           INTEGER,
    code           TEXT,
    title          TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    administration TEXT,
    amount_kr      INTEGER, -- what it asks for in all
    analysis       TEXT    NOT NULL CHECK (json_valid(analysis)), -- the contract's object
    model          TEXT    NOT NULL, -- the version of what concluded it
    UNIQUE (document, place)
) STRICT;
CREATE INDEX proposal_by_year ON proposal (year, id);
CREATE INDEX proposal_by_printed_id ON proposal (printed_id);

CREATE TABLE theme (
    proposal    TEXT NOT NULL REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    theme       TEXT NOT NULL,
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
    PRIMARY KEY (proposal, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX theme_by_name ON theme (theme, proposal);

-- What one proposal is compared with others by: passages, vectors, words. Made by one encoder, readable by that alone.
CREATE TABLE entry (
    proposal TEXT PRIMARY KEY REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    encoder  TEXT NOT NULL,
    content  BLOB NOT NULL
) STRICT;

-- A line of a bundle's front table: something to point at, also where its proposal is in no document.
CREATE TABLE front_line (
    document         INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    place            INTEGER NOT NULL,
    id               TEXT    NOT NULL,
    code             TEXT,
    title            TEXT    NOT NULL,
    committee        TEXT,
    amount_kr        INTEGER,
    price_level_year INTEGER,
    year             INTEGER,
    confidential     INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)),
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX front_line_by_id ON front_line (id);
