-- The book, version 1: releases, what the entities' tables were made from,
-- and runs. Records of entities live in tables of the entities' own names,
-- outcomes in tables that runs make; neither begins with zd_.

-- Facts about the book itself.
CREATE TABLE zd_meta (
	key   TEXT PRIMARY KEY NOT NULL, -- a word
	value TEXT NOT NULL              -- what it says
) STRICT, WITHOUT ROWID;

-- Contents of files, each kept once. Never changed or deleted.
CREATE TABLE zd_blob (
	hash TEXT PRIMARY KEY NOT NULL CHECK (length(hash) = 64), -- BLAKE2b-256 of data, hexadecimal
	data BLOB NOT NULL                                        -- the bytes
) STRICT;

-- Packs as they were when published, or when a run used a draft. Never changed or deleted.
CREATE TABLE zd_release (
	id        INTEGER PRIMARY KEY,                              -- 1, 2, 3 … in the order they were made
	hash      TEXT NOT NULL CHECK (length(hash) = 64),          -- of all its files
	published INTEGER NOT NULL CHECK (published IN (0, 1)),     -- 0: a draft that a run used
	effective TEXT CHECK ((effective IS NOT NULL) = published), -- ISO date of its first day in force; NULL for a draft
	made_at   TEXT NOT NULL,                                    -- when, UTC, ISO
	author    TEXT NOT NULL,                                    -- who
	message   TEXT NOT NULL                                     -- why; empty for a draft
) STRICT;
CREATE INDEX zd_release_effective ON zd_release (effective, id) WHERE published;
CREATE INDEX zd_release_hash ON zd_release (hash);

-- Which files a release consists of.
CREATE TABLE zd_release_file (
	release INTEGER NOT NULL REFERENCES zd_release (id), -- the release
	path    TEXT NOT NULL,                               -- relative to the pack's root, with '/'
	blob    TEXT NOT NULL REFERENCES zd_blob (hash),     -- its content
	PRIMARY KEY (release, path)
) STRICT, WITHOUT ROWID;

-- The entities as they were last migrated: what their tables look like.
CREATE TABLE zd_entity (
	name       TEXT PRIMARY KEY NOT NULL, -- of the entity and its table
	definition TEXT NOT NULL              -- canonical JSON of its fields, structure only
) STRICT, WITHOUT ROWID;

-- Runs: a population decided with one release for one date or period.
CREATE TABLE zd_run (
	id       INTEGER PRIMARY KEY,                                                       -- 1, 2, 3 …
	release  INTEGER NOT NULL REFERENCES zd_release (id) DEFERRABLE INITIALLY DEFERRED, -- the pack it used
	as_of    TEXT NOT NULL,                                                             -- ISO date; the last day of a period
	period   TEXT NOT NULL CHECK (period IN ('', 'month', 'quarter', 'year')),          -- empty: a date
	branch   TEXT NOT NULL,                                                             -- empty: all
	made_at  TEXT NOT NULL,                                                             -- when, UTC, ISO
	author   TEXT NOT NULL,                                                             -- who
	policies TEXT NOT NULL,                                                             -- JSON array of ids, as asked for
	params   TEXT NOT NULL,                                                             -- JSON: the parameters in force, by branch variant
	decided  INTEGER NOT NULL,                                                          -- how many decisions were made
	left_out INTEGER NOT NULL,                                                          -- … were left out by `when` or `over`
	failed   INTEGER NOT NULL                                                           -- … failed
) STRICT;

-- Shapes of outcomes: stages of runs whose outcomes have the same columns share a table.
CREATE TABLE zd_shape (
	id         INTEGER PRIMARY KEY,  -- 1, 2, 3 …
	entity     TEXT NOT NULL,        -- the subject
	table_name TEXT NOT NULL UNIQUE, -- where the outcomes are
	columns    TEXT NOT NULL         -- JSON array of the columns: policy, outcome, type
) STRICT;

-- Stages of runs: policies about the same subjects, decided together.
CREATE TABLE zd_stage (
	run    INTEGER NOT NULL REFERENCES zd_run (id) DEFERRABLE INITIALLY DEFERRED,   -- the run
	stage  INTEGER NOT NULL,                                                        -- its place in the plan, from 0
	entity TEXT NOT NULL,                                                           -- the subject
	shape  INTEGER NOT NULL REFERENCES zd_shape (id) DEFERRABLE INITIALLY DEFERRED, -- the shape of its outcomes
	rows   INTEGER NOT NULL,                                                        -- how many subjects
	digest TEXT NOT NULL,                                                           -- hash over inputs and outcomes
	PRIMARY KEY (run, stage)
) STRICT, WITHOUT ROWID;

-- What each stage was given, packed, a chunk of subjects a row.
CREATE TABLE zd_input (
	run   INTEGER NOT NULL REFERENCES zd_run (id) DEFERRABLE INITIALLY DEFERRED, -- the run
	stage INTEGER NOT NULL,                                                      -- the stage
	first INTEGER NOT NULL,                                                      -- ordinal of the chunk's first subject
	count INTEGER NOT NULL,                                                      -- how many subjects
	data  BLOB NOT NULL,                                                         -- their keys and inputs
	UNIQUE (run, stage, first)
) STRICT;

-- Decisions that failed, with what was said.
CREATE TABLE zd_failure (
	run     INTEGER NOT NULL REFERENCES zd_run (id) DEFERRABLE INITIALLY DEFERRED, -- the run
	stage   INTEGER NOT NULL,                                                      -- the stage
	ordinal INTEGER NOT NULL,                                                      -- the subject's place in the stage
	subject ANY NOT NULL,                                                          -- its key
	policy  TEXT NOT NULL,                                                         -- the policy that failed
	field   TEXT,                                                                  -- the field at fault, where one can be named
	code    TEXT NOT NULL,                                                         -- the word of the error's code
	message TEXT NOT NULL,                                                         -- what was wrong
	PRIMARY KEY (run, stage, ordinal, policy)
) STRICT, WITHOUT ROWID;
