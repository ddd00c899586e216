-- Keys and reveals of sensitive fields. The keys themselves are never in the
-- book: they are in the keyring, by the book's id (zd_meta, 'book_id').

-- Which keys the book has been sealed with, one row a key; the last is the one in use. Never changed or deleted.
CREATE TABLE zd_key (
	id      INTEGER PRIMARY KEY,                         -- 1, 2, 3 …
	key     TEXT NOT NULL UNIQUE CHECK (length(key) = 16), -- the key's id, made from the key by a hash
	made_at TEXT NOT NULL,                               -- when, UTC, ISO
	author  TEXT NOT NULL,                               -- the login of who made it
	reason  TEXT NOT NULL CHECK (reason IN ('first', 'rotation')), -- why
	sealed  INTEGER NOT NULL                             -- how many values a rotation sealed anew
) STRICT;

-- Who was shown sensitive values as they are. Written before they are shown. Never changed or deleted.
CREATE TABLE zd_reveal (
	id        INTEGER PRIMARY KEY,  -- 1, 2, 3 …
	made_at   TEXT NOT NULL,        -- when, UTC, ISO
	login     TEXT NOT NULL,        -- who, as the operating system knows him
	person    ANY,                  -- … and the book; NULL: the book does not know him
	command   TEXT NOT NULL,        -- show, list, export
	entity    TEXT NOT NULL,        -- of the records
	record    ANY,                  -- the key of the one record; NULL: several, chosen by `condition`
	condition TEXT,                 -- as given; NULL: none
	fields    TEXT NOT NULL,        -- JSON array of the sensitive fields
	count     INTEGER NOT NULL,     -- of how many records
	purpose   TEXT NOT NULL         -- why, as given
) STRICT;
