-- What people say against or for the answers, and what was decided about the proposals.

-- One row for each thing that can be right or wrong; a later word on the same thing takes the earlier one's place.
CREATE TABLE correction (
    id       TEXT    PRIMARY KEY, -- random: a number would tell how many there are that one may not see
    kind     TEXT    NOT NULL CHECK (kind IN ('theme', 'figure', 'pair')),
    proposal TEXT    NOT NULL REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    other    TEXT    REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE, -- of a pair
    theme    TEXT,
    start    INTEGER, -- of a figure, in the proposal's text
    "end"    INTEGER,
    correct  INTEGER NOT NULL CHECK (correct IN (0, 1)), -- the theme, the figure, or that the pair is the same
    value    REAL,    -- what the figure should be, in the figure's own unit
    relation TEXT    CHECK (relation IN ('duplicate', 'revision', 'follow-on', 'overlap')),
    reason   TEXT,
    by       TEXT    NOT NULL,
    at       TEXT    NOT NULL,
    CHECK ((kind = 'pair') = (other IS NOT NULL)),
    CHECK ((kind = 'theme') = (theme IS NOT NULL)),
    CHECK ((kind = 'figure') = (start IS NOT NULL)),
    CHECK ((kind = 'figure') = ("end" IS NOT NULL)),
    CHECK (other IS NULL OR other <> proposal)
) STRICT;
CREATE UNIQUE INDEX correction_of_theme ON correction (proposal, theme) WHERE kind = 'theme';
CREATE UNIQUE INDEX correction_of_figure ON correction (proposal, start, "end") WHERE kind = 'figure';
-- A pair has no order, also where an id is changed later.
CREATE UNIQUE INDEX correction_of_pair ON correction (min(proposal, other), max(proposal, other)) WHERE kind = 'pair';
CREATE INDEX correction_by_proposal ON correction (proposal);
CREATE INDEX correction_by_other ON correction (other) WHERE other IS NOT NULL;
CREATE INDEX correction_by_time ON correction (at, id);

CREATE TABLE decision (
    proposal  TEXT    PRIMARY KEY REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    outcome   TEXT    NOT NULL CHECK (outcome IN ('adopted', 'rejected', 'postponed')),
    amount_kr INTEGER CHECK (amount_kr >= 0), -- what was granted
    date      TEXT,    -- the day of the decision, ISO
    version   INTEGER NOT NULL CHECK (version > 0),
    by        TEXT    NOT NULL,
    at        TEXT    NOT NULL,
    CHECK (amount_kr IS NULL OR outcome = 'adopted')
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_outcome ON decision (outcome, proposal);

-- The themes as each model gave them, kept when another takes its place: going back gives the same answers again.
CREATE TABLE tagging (
    number        INTEGER PRIMARY KEY, -- a proposal's first one is of the model that had not learnt from it
    proposal      TEXT NOT NULL REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    version       TEXT NOT NULL,
    themes        TEXT NOT NULL CHECK (json_valid(themes)), -- the contract's list
    probabilities TEXT NOT NULL CHECK (json_valid(probabilities)), -- by theme, unrounded
    UNIQUE (proposal, version)
) STRICT;

-- Which model the themes in ``proposal`` and ``theme`` are of.
CREATE TABLE theme_model (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    version TEXT    NOT NULL
) STRICT;
INSERT INTO theme_model VALUES (1, 'shipped');
