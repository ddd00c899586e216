-- The life of releases: where a release comes from, what it would change,
-- who must agree to it, and who did. Rows are never changed or deleted: what
-- happens later is a later row.

-- Where a release comes from when it is not simply the files of the pack's folder.
CREATE TABLE zd_release_source (
	release INTEGER PRIMARY KEY REFERENCES zd_release (id), -- the release
	kind    TEXT NOT NULL CHECK (kind IN ('rollback', 'import')), -- an earlier release again, or a signed file
	of      INTEGER NOT NULL, -- the earlier release's number here, or the number that the signed file was made from
	signer  TEXT,             -- of a signed file: the public key, hexadecimal
	signed  TEXT,             -- of a signed file: hash of the files that it brought, hexadecimal
	CHECK ((signer IS NOT NULL) = (kind = 'import') AND (signed IS NOT NULL) = (kind = 'import'))
) STRICT;

-- What a release was found to change when it was published.
CREATE TABLE zd_impact (
	release  INTEGER PRIMARY KEY REFERENCES zd_release (id), -- the release
	base     INTEGER REFERENCES zd_release (id),             -- the release it was compared with; NULL: none was in force
	as_of    TEXT,          -- ISO date of the records that were decided; NULL: it was not computed
	summary  TEXT NOT NULL, -- for people: policies and branches
	detail   TEXT NOT NULL, -- for people: outcome by outcome
	data     TEXT NOT NULL  -- for programs: the same as JSON
) STRICT;

-- Releases that are not in force until somebody else approves them.
CREATE TABLE zd_proposal (
	release INTEGER PRIMARY KEY REFERENCES zd_release (id), -- the release
	role    TEXT NOT NULL, -- of who may approve it
	why     TEXT NOT NULL  -- which limits it goes beyond, a line each
) STRICT;

-- What was said to them.
CREATE TABLE zd_verdict (
	release  INTEGER PRIMARY KEY REFERENCES zd_proposal (release), -- the release
	approved INTEGER NOT NULL CHECK (approved IN (0, 1)),          -- 0: rejected
	made_at  TEXT NOT NULL, -- when, UTC, ISO
	author   TEXT NOT NULL, -- who
	message  TEXT NOT NULL  -- why
) STRICT;

-- Whose signed releases this book takes. The last row of a key counts.
CREATE TABLE zd_trust (
	id      INTEGER PRIMARY KEY, -- 1, 2, 3 …
	key     TEXT NOT NULL CHECK (length(key) = 64),   -- the public key (Ed25519), hexadecimal
	trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)), -- 0: no longer
	branch  TEXT NOT NULL,       -- whose files of the pack are this book's own; empty: those of all branches
	made_at TEXT NOT NULL,       -- when, UTC, ISO
	author  TEXT NOT NULL,       -- who
	message TEXT NOT NULL        -- why
) STRICT;
