-- The journal: every event that must not be changed afterwards, in order,
-- each chained to the one before it by hash. And what lets an audit say where
-- in a stage something was changed.

CREATE TABLE zd_entry (
	id     INTEGER PRIMARY KEY,                          -- 1, 2, 3 … without holes
	kind   TEXT NOT NULL,                                -- what happened: "run", "release" …
	ref    INTEGER NOT NULL,                             -- the key of the row that says so
	digest TEXT NOT NULL CHECK (length(digest) = 64),    -- hash over the rows that the entry speaks about
	hash   TEXT NOT NULL CHECK (length(hash) = 64),      -- hash over the hash before it and all of the above
	UNIQUE (kind, ref)
) STRICT;

-- How a stage's digest is made: 1, over packed outcomes in one go; 2, over rows, chunk by chunk.
ALTER TABLE zd_stage ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
-- Of form 2: hash over the mark before it and the chunk's inputs and outcomes. The last one is the stage's digest.
ALTER TABLE zd_input ADD COLUMN mark TEXT;
