-- Closed periods: what was decided is the record from then on, sheets are
-- frozen, and what changes later is booked as an adjustment of a later period.

-- Periods that were closed. Never changed or deleted.
CREATE TABLE zd_close (
	id      INTEGER PRIMARY KEY,                                           -- 1, 2, 3 … in the order they were closed
	period  TEXT NOT NULL CHECK (period IN ('month', 'quarter', 'year')),  -- the kind
	name    TEXT NOT NULL,                                                 -- "2025-11", "2025Q4", "2025"
	first   TEXT NOT NULL,                                                 -- ISO date of its first day
	last    TEXT NOT NULL,                                                 -- … of its last day
	run     INTEGER NOT NULL UNIQUE REFERENCES zd_run (id),                -- the run that is the record
	made_at TEXT NOT NULL,                                                 -- when, UTC, ISO
	author  TEXT NOT NULL,                                                 -- who
	failed  INTEGER NOT NULL,                                              -- decisions that failed and were let pass openly
	UNIQUE (period, last)
) STRICT;

-- The sheets frozen with a period.
CREATE TABLE zd_close_sheet (
	close  INTEGER NOT NULL REFERENCES zd_close (id), -- the period
	report TEXT NOT NULL,                             -- name of the report
	rows   INTEGER NOT NULL,                          -- how many rows it has
	blob   TEXT NOT NULL REFERENCES zd_blob (hash),   -- the sheet as CSV
	PRIMARY KEY (close, report)
) STRICT, WITHOUT ROWID;

-- What a period left on records (`sets`, `moved` of its policies).
CREATE TABLE zd_close_effect (
	close   INTEGER NOT NULL REFERENCES zd_close (id), -- the period
	entity  TEXT NOT NULL,                             -- of the record
	subject ANY NOT NULL,                              -- its key
	field   TEXT NOT NULL,                             -- the field that changed
	policy  TEXT NOT NULL,                             -- by which policy
	was     ANY,                                       -- the value before, as the record kept it
	becomes ANY,                                       -- the value since
	PRIMARY KEY (close, entity, subject, field)
) STRICT, WITHOUT ROWID;

-- Outcomes of closed periods that would be others today, by the period in which the difference is booked.
CREATE TABLE zd_adjustment (
	close      INTEGER NOT NULL REFERENCES zd_close (id),     -- the period in which it is booked
	corrects   INTEGER NOT NULL REFERENCES zd_close (id),     -- the closed period that it corrects
	release    INTEGER NOT NULL REFERENCES zd_release (id),   -- the release that decided it again
	entity     TEXT NOT NULL,                                 -- of the subject
	subject    ANY NOT NULL,                                  -- its key
	policy     TEXT NOT NULL,                                 -- the policy
	outcome    TEXT NOT NULL,                                 -- the outcome
	was        TEXT,                                          -- as it stands until now: closed, and adjusted since; NULL: none
	should_be  TEXT,                                          -- as it is decided again; NULL: none
	difference INTEGER,                                       -- of money: should_be less was, in fen
	PRIMARY KEY (close, corrects, policy, subject, outcome)
) STRICT, WITHOUT ROWID;
CREATE INDEX zd_adjustment_corrects ON zd_adjustment (corrects, close);

-- Adjustments with their periods, for facts and reports.
CREATE VIEW zd_adjustments AS
SELECT b.period AS kind, b.name AS booked, b.first AS booked_first, b.last AS booked_last,
       c.name AS period, c.first AS period_first, c.last AS period_last,
       a.entity, a.subject, a.policy, a.outcome, a.was, a.should_be, a.difference
FROM zd_adjustment AS a JOIN zd_close AS b ON b.id = a.close JOIN zd_close AS c ON c.id = a.corrects;
