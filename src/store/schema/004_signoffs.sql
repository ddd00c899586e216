-- Decisions that need a signature. What is asked, who signed what, and which
-- question each subject's latest decision asks. Items and signatures never
-- change once written.

-- What is asked: one row for each different decision about a subject that somebody must sign.
CREATE TABLE zd_item (
	id        INTEGER PRIMARY KEY,                    -- 1, 2, 3 …: the number that people sign by
	policy    TEXT NOT NULL,                          -- the policy that decided
	subject   ANY NOT NULL,                           -- the key of what it decided about
	period    TEXT NOT NULL,                          -- "2025-11" of a policy with a period; else empty
	asks      TEXT NOT NULL,                          -- the value of the outcome that names who must sign
	role      TEXT NOT NULL,                          -- the role that it stands for
	branch    ANY,                                    -- the subject's branch; NULL: none
	applicant ANY,                                    -- the key of the person who asked; NULL: nobody is named
	decision  TEXT NOT NULL,                          -- JSON: the inputs and outcomes that are signed
	hash      TEXT NOT NULL CHECK (length(hash) = 64),-- BLAKE2b-256 of decision
	run       INTEGER NOT NULL REFERENCES zd_run (id) DEFERRABLE INITIALLY DEFERRED -- the first run that asked
) STRICT;
CREATE INDEX zd_item_subject ON zd_item (policy, subject, period, hash);

-- What each subject's latest decision asks. Follows from the runs; not part of the record.
CREATE TABLE zd_asking (
	policy  TEXT NOT NULL,                   -- the policy
	subject ANY NOT NULL,                    -- the subject
	period  TEXT NOT NULL,                   -- the period, or empty
	item    INTEGER REFERENCES zd_item (id), -- what it asks; NULL: nothing now, but it did before
	run     INTEGER NOT NULL,                -- the run that decided last
	as_of   TEXT NOT NULL,                   -- … for that date
	PRIMARY KEY (policy, subject, period)
) STRICT, WITHOUT ROWID;

-- Signatures. Each item has one at most.
CREATE TABLE zd_sign (
	id      INTEGER PRIMARY KEY,                                       -- 1, 2, 3 …
	item    INTEGER NOT NULL UNIQUE REFERENCES zd_item (id),           -- what was signed
	verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'rejected')), -- how
	login   TEXT NOT NULL,                                             -- the operating system's name of who signed
	person  ANY NOT NULL,                                              -- the key of the person with that login
	role    TEXT NOT NULL,                                             -- the role in which it was signed
	day     TEXT NOT NULL,                                             -- ISO date from which it counts
	made_at TEXT NOT NULL,                                             -- when it was entered, UTC, ISO
	why     TEXT NOT NULL,                                             -- what was said for it
	sets    TEXT NOT NULL,                                             -- JSON: the fields of the record that it set
	hash    TEXT NOT NULL CHECK (length(hash) = 64)                    -- of the decision that was signed
) STRICT;

-- For facts and reports: who signed what, and whether it still stands.
CREATE VIEW zd_signature AS
SELECT i.policy AS policy, i.subject AS subject, i.period AS period, i.id AS item, i.role AS asked, s.verdict AS verdict,
       s.person AS person, s.login AS login, s.role AS role, s.day AS day, s.made_at AS made_at, s.why AS why,
       coalesce(a.item = i.id, 0) AS stands
FROM zd_sign s
JOIN zd_item i ON i.id = s.item
LEFT JOIN zd_asking a ON a.policy = i.policy AND a.subject = i.subject AND a.period = i.period;
