-- Every figure as a row, so that they can be asked for across proposals.

CREATE TABLE figure (
    proposal TEXT    NOT NULL REFERENCES proposal (id) ON DELETE CASCADE ON UPDATE CASCADE,
    origin   TEXT    NOT NULL CHECK (origin IN ('headline', 'text')), -- of the key figures, or of the running text
    place    INTEGER NOT NULL, -- its number in the analysis
    name     TEXT,             -- what it is to the proposal, where that is known
    kind     TEXT    NOT NULL,
    low      REAL    NOT NULL, -- kroner for money
    high     REAL    NOT NULL,
    unit     TEXT,
    per      TEXT,
    text     TEXT,
    start    INTEGER,
    "end"    INTEGER,
    section  TEXT,
    PRIMARY KEY (proposal, origin, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_by_kind ON figure (kind, proposal);

CREATE VIEW figure_of_analysis AS
SELECT proposal.id AS proposal, 'headline' AS origin, named.column1 AS place, named.column2 AS name,
       named.column3 AS kind,
       coalesce(json_extract(analysis, '$.headline.' || named.column2 || '.low'),
                json_extract(analysis, '$.headline.' || named.column2)) AS low,
       coalesce(json_extract(analysis, '$.headline.' || named.column2 || '.high'),
                json_extract(analysis, '$.headline.' || named.column2)) AS high,
       named.column4 AS unit, named.column5 AS per, NULL AS text, NULL AS start, NULL AS "end", NULL AS section
FROM proposal, (VALUES (0, 'implementation_total_kr', 'money', 'kr.', NULL),
                       (1, 'lasting_effect_kr_per_year', 'money', 'kr.', 'år'),
                       (2, 'payback_years_service', 'duration', 'år', NULL),
                       (3, 'payback_years_total', 'duration', 'år', NULL),
                       (4, 'fte_saved', 'fte', 'årsværk', NULL),
                       (5, 'expected_follow_up_investment_kr', 'money', 'kr.', NULL)) AS named
WHERE json_extract(analysis, '$.headline.' || named.column2) IS NOT NULL
UNION ALL
SELECT proposal.id, 'text', one.key, one.value ->> '$.role', one.value ->> '$.kind', one.value ->> '$.low',
       one.value ->> '$.high', one.value ->> '$.unit', one.value ->> '$.per', one.value ->> '$.text',
       one.value ->> '$.start', one.value ->> '$.end', one.value ->> '$.section'
FROM proposal, json_each(analysis, '$.figures') AS one;

INSERT INTO figure SELECT * FROM figure_of_analysis;

-- A trigger, so that no way of storing a proposal can forget its figures.
CREATE TRIGGER figures_of_new_proposal AFTER INSERT ON proposal BEGIN
    INSERT INTO figure SELECT * FROM figure_of_analysis WHERE proposal = NEW.id;
END;

CREATE INDEX proposal_by_list ON proposal (coalesce(year, 0) DESC, id);
CREATE INDEX proposal_by_administration ON proposal (administration, id);
