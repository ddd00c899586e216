# Facts that want to write, to reach out, to know the time, or never to end. `check` tells them with file and line (exit
# status 1); what only shows when they run fails the run (exit status 4) and leaves the book as before.

book
dump before
cp -r policies good

# A query that never ends is stopped after 30 seconds: that runs beside the rest of this group.
mkdir endless
(
	cd endless || exit 2
	book
	cat >policies/facts/x.sql <<'END'
/*
subject: member
gives:
  x: {type: int, title: x}
*/
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)
SELECT id, (SELECT count(*) FROM t) AS x FROM member
END
	sed 's/spent_12m/x/; s/{1:money}/{1}/; s/member.spent_12m/member.x/g' policies/rules/member/tier.lua >x.lua
	mv x.lua policies/rules/member/tier.lua
	timeout -s KILL 60 zhidu run member.tier --draft --as-of 2025-06-30 >answer 2>&1
	echo $? >status
) &
endless=$!

# fact NAME: facts/x.sql with the query that comes in, giving an int.
fact() {
	rm -rf policies
	cp -r good policies
	{
		printf '/*\nsubject: member\ngives:\n  x: {type: int, title: x}\n*/\n'
		cat
	} >policies/facts/x.sql
}

# refused lines NAME -> PATTERN -> QUERY
refused() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		printf '%s\n' "${line#*" -> "}" | fact
		try "$name" 1 "facts/x.sql:[0-9]+:[0-9]+: error: .*${line%%" -> "*}" 'zhidu check'
	done
}

refused <<'END'
an empty query -> fact x: -> ;
no SQL -> syntax -> hello
two queries -> one statement -> SELECT id, 1 AS x FROM member; SELECT id, 2 AS x FROM member
a query and a deletion -> one statement -> SELECT id, 1 AS x FROM member; DELETE FROM member
DELETE -> fact x:  -> DELETE FROM member RETURNING id, 1 AS x
UPDATE -> fact x:  -> UPDATE member SET name = 'x' RETURNING id, 1 AS x
INSERT -> fact x:  -> INSERT INTO branch VALUES ('x', 'x') RETURNING id, 1 AS x
DROP -> fact x:  -> DROP TABLE member
CREATE -> fact x:  -> CREATE TABLE y (id)
CREATE TEMP -> fact x:  -> CREATE TEMP TABLE y AS SELECT 1
ATTACH -> fact x:  -> ATTACH '/tmp/y.db' AS y
PRAGMA -> fact x:  -> PRAGMA user_version = 99
a pragma as a table -> fact x:  -> SELECT name AS id, 1 AS x FROM pragma_table_info('member')
VACUUM INTO -> fact x:  -> VACUUM INTO 'copy.db'
BEGIN -> fact x:  -> BEGIN EXCLUSIVE
COMMIT -> fact x:  -> COMMIT
load_extension -> load_extension -> SELECT id, load_extension('/tmp/x.so') AS x FROM member
readfile -> readfile -> SELECT id, readfile('/etc/passwd') AS x FROM member
writefile -> writefile -> SELECT id, writefile('x', 'y') AS x FROM member
edit -> edit -> SELECT id, edit('x') AS x FROM member
random -> random -> SELECT id, random() AS x FROM member
random in capitals -> RANDOM -> SELECT id, RANDOM() AS x FROM member
randomblob -> randomblob -> SELECT id, length(randomblob(1)) AS x FROM member
random for the order -> random -> SELECT id, 1 AS x FROM member ORDER BY random()
now -> what time it is -> SELECT id, date('now') AS x FROM member
now in capitals -> what time it is -> SELECT id, date('NOW') AS x FROM member
now by default -> what time it is -> SELECT id, date() AS x FROM member
julianday by default -> what time it is -> SELECT id, julianday() AS x FROM member
strftime by default -> what time it is -> SELECT id, strftime('%s') AS x FROM member
unixepoch -> what time it is -> SELECT id, unixepoch('now') AS x FROM member
local time -> what time it is -> SELECT id, date(:as_of, 'localtime') AS x FROM member
CURRENT_TIMESTAMP -> what time it is -> SELECT id, CURRENT_TIMESTAMP AS x FROM member
CURRENT_DATE in a condition -> what time it is -> SELECT id, 1 AS x FROM member WHERE joined_on < CURRENT_DATE
changes -> changes -> SELECT id, changes() AS x FROM member
last_insert_rowid -> last_insert_rowid -> SELECT id, last_insert_rowid() AS x FROM member
sqlite_version -> sqlite_version -> SELECT id, sqlite_version() AS x FROM member
zhidu's own tables -> zd_ -> SELECT id, (SELECT count(*) FROM zd_run) AS x FROM member
the catalogue -> not authorized -> SELECT id, (SELECT count(*) FROM sqlite_master) AS x FROM member
the catalogue by its other name -> not authorized -> SELECT id, (SELECT count(*) FROM main.sqlite_schema) AS x FROM member
an unknown table -> no such table.*sale -> SELECT member AS id, 1 AS x FROM sales
an unknown column -> amonut -> SELECT member AS id, sum(amonut) AS x FROM sale GROUP BY member
another name for the column -> x -> SELECT id, 1 AS y FROM member
columns the wrong way round -> fact x:  -> SELECT 1 AS x, id FROM member
a column too many -> fact x:  -> SELECT id, 1 AS x, 2 AS y FROM member
a column missing -> fact x:  -> SELECT id FROM member
an unknown parameter -> :today -> SELECT id, 1 AS x FROM member WHERE joined_on < :today
a parameter without a name -> \?|parameter -> SELECT id, ? AS x FROM member
an unknown collation -> collation -> SELECT id, 1 AS x FROM member ORDER BY id COLLATE foo
END

cat >query <<'END'
SELECT id, 1 AS x FROM member
END
fact <query
sed -i 's/subject: member/subject: membre/' policies/facts/x.sql
try 'an unknown subject' 1 "facts/x.sql:2:[0-9]+: error: .*did you mean .?'?member" 'zhidu check'
fact <query
sed -i 's/type: int/type: itn/' policies/facts/x.sql
try 'an unknown type' 1 "facts/x.sql:4:[0-9]+: error: " 'zhidu check'
fact <query
sed -i 's/  x:/  spent_12m:/; s/AS x/AS spent_12m/' policies/facts/x.sql
try 'a fact twice' 1 "facts/(x|sales).sql:4:[0-9]+: error: .*spent_12m" 'zhidu check'
fact <query
sed -i '1d' policies/facts/x.sql
try 'no comment' 1 'facts/x.sql:1:[0-9]+: error: ' 'zhidu check'
fact <query
sed -i '/\*\//d' policies/facts/x.sql
try 'a comment without end' 1 'facts/x.sql:1:[0-9]+: error: ' 'zhidu check'
awk 'BEGIN { printf "SELECT id, "; for (i = 0; i < 20000; i++) printf "("; print "1 AS x FROM member" }' | fact
try 'twenty thousand brackets' 1 'facts/x.sql:[0-9]+:[0-9]+: error: ' 'zhidu check'
awk 'BEGIN { printf "SELECT id, 1"; for (i = 0; i < 20000; i++) printf " + 1"; print " AS x FROM member" }' | fact
try 'twenty thousand sums' 1 'facts/x.sql:[0-9]+:[0-9]+: error: ' 'zhidu check'
printf 'SELECT id, 1 AS x FROM member\000 WHERE 0\n' | fact
try 'a NUL' 1 'facts/x.sql:[0-9]+:[0-9]+: error: ' 'zhidu check'

# ---- what shows when they run ----

cat >rule.lua <<'END'
return {
  title = "x", clause = "S1", subject = "member", needs = { "x?" }, gives = { x = "int?" },
  decide = function(m) return { x = m.x } end,
}
END

# runs lines NAME -> STATUS -> PATTERN -> QUERY: a run with that fact, by the files as they are
runs() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		status=${line%%" -> "*}
		line=${line#*" -> "}
		printf '%s\n' "${line#*" -> "}" | fact
		cp rule.lua policies/rules/member/bad.lua
		try "$name" "$status" "${line%%" -> "*}" 'zhidu run member.bad --draft --as-of 2025-06-30'
	done
}

runs <<'END'
two rows a subject -> 3 -> facts/x.sql.*M[0-9] -> SELECT member AS id, amount AS x FROM sale
rows of nobody are passed over -> 0 -> 4 -> SELECT id || 'x' AS id, 1 AS x FROM member
a text for an int -> 3 -> facts/x.sql.*M1 -> SELECT id, 'many' AS x FROM member
a fraction for an int -> 3 -> facts/x.sql.*M1 -> SELECT id, 1.5 AS x FROM member
bytes for an int -> 3 -> facts/x.sql.*M1 -> SELECT id, x'00' AS x FROM member
a sum beyond 64 bits -> 3 -> facts/x.sql.*overflow -> SELECT id, sum(9223372036854775807) OVER () AS x FROM member
JSON that is none -> 3 -> facts/x.sql.*JSON -> SELECT id, json_extract('{', '$.a') AS x FROM member
now by hiding -> 0 -> ^ +[0-9] -> SELECT id, date('n' || 'ow') IS NULL AS x FROM member
a text without end -> 3 -> facts/x.sql.*(big|long|memory|limit) -> WITH RECURSIVE t(n, s) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, s || s FROM t) SELECT id, (SELECT max(length(s)) FROM t) AS x FROM member
END

# The place of the machine is no fact either.
printf '%s\n' "SELECT id, strftime('%H', datetime(:as_of, 'local' || 'time')) + 0 AS x FROM member" | fact
cp rule.lua policies/rules/member/bad.lua
try 'local time by hiding' 3 'facts/x.sql.*local time' 'TZ=XYZ-8 zhidu run member.bad --draft --as-of 2025-06-30'

# ---- what is left ----

wait $endless
try 'endless recursion' 0 'x.sql.*stopped after 3[0-9] seconds' 'cat endless/answer'
try 'endless recursion fails the run' 0 '^4$' 'cat endless/status'
rm -rf policies
cp -r good policies
dump after
sed -i '/^[0-9]*,2025-06-30/d; /^run,/d' before after
same 'the records are as before' before after
try 'and the book is sound' 0 '' 'zhidu doctor >/dev/null'
