# The chain of what happened, and what an audit finds.
$ "$DATA/shop-records/fill"
$ zhidu run --as-of 2025-06-30 2>/dev/null >/dev/null
$ zhidu run member.tier --as-of 2025-12-31 >/dev/null
$ zhidu audit 2>&1 | sed 's/head 4:.*/head 4:…/'
| 位置  问题
| ----  ----
| 4 entries, 12 rows, 0 troubles; head 4:…
$ zhidu replay --all --format csv
| run,policy,subject,outcome,recorded,replayed
! 16 decisions, 0 different
$ zhidu replay
! zhidu: a RUN or --all, one of them
! More: zhidu help replay
= 2
$ zhidu replay 1 --all
! zhidu: a RUN or --all, one of them
! More: zhidu help replay
= 2

# A head that was noted is met again, as long as nothing before it was written anew.
$ zhidu audit 2>&1 | sed -n 's/.*head //p' > head; zhidu audit --head "$(cat head)" >/dev/null 2>&1
$ zhidu audit --head 4:0000000000 2>/dev/null
| 位置     问题
| -------  --------------------------------------------------------------------
| entry 4  its hash is not the one that was noted: the journal was written anew
= 6
$ zhidu audit --head 9:0000000000 2>/dev/null
| 位置     问题
| -------  ----------------------------------------------------
| entry 9  this entry was noted, and the journal ends before it
= 6
$ zhidu audit --head nonsense
! zhidu: 'nonsense' is no head as an audit gives it, such as 12:9f86d081884c…
! More: zhidu help audit
= 2
$ zhidu audit --since nonsense
! zhidu: 'nonsense' is neither a run's number nor a date such as 2025-11-30
! More: zhidu help audit
= 2
$ zhidu audit --since 2 2>&1 | sed 's/; head.*//'
| 位置  问题
| ----  ----
| 3 entries, 4 rows, 0 troubles
$ zhidu audit --since 9999-01-01 2>&1 | sed 's/; head.*//'
| 位置  问题
| ----  ----
| 2 entries, 0 rows, 0 troubles

# An outcome that was changed: the chunk by its mark, the subject and outcome by deciding again.
$ zhidu backup copy.db; sqlite3 copy.db "SELECT min(table_name) FROM zd_shape WHERE columns LIKE '%member.tier%'" > t
$ t=$(cat t); sqlite3 copy.db "UPDATE $t SET member_tier_tier = 'gold' WHERE key = (SELECT min(key) FROM $t WHERE member_tier_tier = 'plain')"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| "run 1, stage 1, rows 1–4 (M1 … M4)",inputs or outcomes were changed
| "run 1, member.tier M4",tier is gold on record; its inputs give plain
= 6

# One that was removed, one that was put in, one run that was taken away with all its rows.
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "DELETE FROM $t WHERE key = (SELECT min(key) FROM $t)"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| "run 1, stage 1, rows 1–4 (M2)","outcomes were removed, put between or put in another order"
= 6
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "CREATE TEMP TABLE one AS SELECT * FROM $t LIMIT 1; UPDATE one SET key = (7 << 32); INSERT INTO $t SELECT * FROM one"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| table outcome_member_2,it has more rows than the runs recorded
= 6
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "DELETE FROM zd_input WHERE run = 2; DELETE FROM zd_stage WHERE run = 2; DELETE FROM zd_run WHERE id = 2; DELETE FROM $t WHERE key >> 32 = 2"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| run 2 (entry 4),it was removed
= 6
$ sqlite3 copy.db "DELETE FROM zd_entry WHERE kind = 'run' AND ref = 2"; zhidu --book copy.db audit --head "$(cat head)" --format csv 2>/dev/null
| place,trouble
| entry 4,"this entry was noted, and the journal ends before it"
= 6

# A release's file, a run's row, an entry, the order of entries.
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "UPDATE zd_blob SET data = CAST(data || ' ' AS BLOB) WHERE hash = (SELECT blob FROM zd_release_file WHERE path = 'params/member.yaml')"
$ zhidu --book copy.db audit --format csv 2>/dev/null | cut -c1-5,18-
| place
| blob …,the content of a file was changed
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "UPDATE zd_run SET author = 'somebody' WHERE id = 1"
$ zhidu --book copy.db audit --format csv 2>/dev/null | head -2
| place,trouble
| run 1 (entry 3),it was changed after it was recorded
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "UPDATE zd_entry SET digest = hash WHERE id = 3"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| entry 3 (run 1),the chain is broken here: this entry or one before it was changed
| run 1 (entry 3),it was changed after it was recorded
= 6
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "UPDATE zd_entry SET id = 9 WHERE id = 3; UPDATE zd_entry SET id = 3 WHERE id = 4; UPDATE zd_entry SET id = 4 WHERE id = 9"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| entry 3 (run 2),the chain is broken here: this entry or one before it was changed
| entry 4 (run 1),the chain is broken here: this entry or one before it was changed
= 6
$ t=$(cat t); rm copy.db; zhidu backup copy.db; sqlite3 copy.db "INSERT INTO zd_release SELECT 99, hash, published, effective, made_at, author, message FROM zd_release WHERE id = 1"
$ zhidu --book copy.db audit --format csv 2>/dev/null
| place,trouble
| release 99,it was put there: the journal has no entry of it
= 6
