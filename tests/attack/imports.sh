# Bad files for import: nothing is written without --skip-bad, every bad row is told with line and column (exit status 3),
# and an import that is killed, or finds no room, leaves the book as before or as after.

book
cp zhidu.db clean.db
dump before

# rejected lines NAME -> PATTERN -> CONTENT as printf writes it, import of ENTITY with OPTIONS; the book stays as it was
rejected() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		# shellcheck disable=SC2059 # the line is the format
		printf -- "${line#*" -> "}" >file
		try "$name" 3 "file:?${line%%" -> "*}" "zhidu import $1 file $2"
		dump after
		cmp -s before after || { not_ok "$name: the book has changed"; cp clean.db zhidu.db; }
	done
}

rejected member '' <<'END'
an unknown column -> :1:2: .*did you mean "name" -> id,nmae,branch\nM8,x,north\n
a column twice -> :1:2: .*2 columns "name" -> id,name,name,branch\nM8,x,y,north\n
no key column -> :.*id -> name,branch\nx,north\n
a column without a name -> :1:2:  -> id,,name,branch\nM8,,x,north\n
only a byte -> :1: -> x
a row too short -> :2:.* -> id,name,branch\nM8,x\n
a row too long -> :2:.* -> id,name,branch\nM8,x,north,more\n
a row too long far down -> :4:.* -> id,name,branch\nM8,x,north\nM9,x,north\nM10,x,north,more\n
a required field that is empty -> :2:2: name -> id,name,branch\nM8,,north\n
a key that is empty -> :2:1: id -> id,name,branch\n,x,north\n
a key twice in the file -> :3:1: id: .*M8.* -> id,name,branch\nM8,x,north\nM8,y,north\n
a key that is in the book -> :2:1: id: .*"M1" exists already -> id,name,branch\nM1,x,north\n
a reference to nobody -> :2:3: branch: .*west -> id,name,branch\nM8,x,west\n
an unknown value of an enum -> :2:4: kind: .*private -> id,name,branch,kind\nM8,x,north,public\n
a day that does not exist -> :2:4: joined_on: .*2025-02-29 -> id,name,branch,joined_on\nM8,x,north,2025-02-29\n
a date of another form -> :2:4: joined_on: -> id,name,branch,joined_on\nM8,x,north,28.02.2025\n
a date in the year 0 -> :2:4: joined_on: -> id,name,branch,joined_on\nM8,x,north,0000-01-01\n
a date with a time -> :2:4: joined_on: -> id,name,branch,joined_on\nM8,x,north,2025-02-28 10:00:00\n
an open quote -> :2:2: the quote that opens -> id,name,branch\nM8,"x,north\nM9,y,north\n
text behind a quote -> :2:[0-9]+: -> id,name,branch\nM8,"x"y,north\n
a NUL -> :2:.* -> id,name,branch\nM8,a\000b,north\n
a NUL in the first line -> :1:.* -> id,na\000me,branch\nM8,ab,north\n
invalid UTF-8 -> :2:2:.* -> id,name,branch\nM8,a\377b,north\n
half a character -> :2:2:.* -> id,name,branch\nM8,\344\270,north\n
a surrogate -> :2:2:.* -> id,name,branch\nM8,\355\240\200,north\n
UTF-16 with its mark -> .*UTF-16 -> \377\376i\000d\000,\000n\000\n\000
UTF-16 the other way -> .*UTF-16 -> \376\377\000i\000d\000,\000n\000\n
UTF-16 without a mark -> :1 -> i\000d\000,\000n\000a\000m\000e\000\n\000
half a gzip file -> .*(gzip|compressed) -> \037\213\010\000\000\000\000\000
no gzip file at all -> .*(gzip|compressed) -> \037\213hello
a database -> :1 -> SQLite format 3\000
END

rejected sale '' <<'END'
money with three decimals -> :2:4: amount: .*1.005 -> id,member,sold_on,amount\n90,M1,2025-01-01,1.005\n
money with separators -> :2:4: amount: -> id,member,sold_on,amount\n90,M1,2025-01-01,"1,000.00"\n
money in exponents -> :2:4: amount: -> id,member,sold_on,amount\n90,M1,2025-01-01,1e400\n
money beyond its range -> :2:4: amount: -> id,member,sold_on,amount\n90,M1,2025-01-01,99999999999999999999\n
NaN for money -> :2:4: amount: -> id,member,sold_on,amount\n90,M1,2025-01-01,nan\n
a text for an int -> :2:1: id: -> id,member,sold_on,amount\nx,M1,2025-01-01,1\n
an int beyond 64 bits -> :2:1: id: -> id,member,sold_on,amount\n9223372036854775808,M1,2025-01-01,1\n
an int with a fraction -> :2:1: id: -> id,member,sold_on,amount\n1.5,M1,2025-01-01,1\n
an int in hexadecimal -> :2:1: id: -> id,member,sold_on,amount\n0x10,M1,2025-01-01,1\n
a key in another spelling -> :3:1: id: .*exists already -> id,member,sold_on,amount\n90,M1,2025-01-01,1\n090,M1,2025-01-01,1\n
SQL for a reference -> :2:2: member: -> id,member,sold_on,amount\n90,"M1'); DROP TABLE sale; --",2025-01-01,1\n
END

rejected member '--format jsonl' <<'END'
no JSON -> :1:.* -> hello\n
half an object -> :2:.* -> {"id":"M8","name":"x","branch":"north"}\n{"id":"M9","name
an array -> :1:.* -> [1]\n
a key twice -> :1:.*(twice|name) -> {"id":"M8","name":"x","name":"y","branch":"north"}\n
an unknown field -> :1:.*name -> {"id":"M8","nmae":"x","branch":"north"}\n
an object for a text -> :1:.*name -> {"id":"M8","name":{"a":1},"branch":"north"}\n
a bool for a text -> :1:.*name -> {"id":"M8","name":true,"branch":"north"}\n
a NUL by escape -> :1:.* -> {"id":"M8","name":"a\\u0000b","branch":"north"}\n
a lone surrogate -> :1:.* -> {"id":"M8","name":"\\ud800","branch":"north"}\n
invalid UTF-8 in JSON -> :1:.* -> {"id":"M8","name":"\377","branch":"north"}\n
END

try 'an empty file' 3 'file: ' ': >file; zhidu import member file'
try 'a file that is not there' 3 'nowhere.csv: ' 'zhidu import member nowhere.csv'
try 'a folder' 3 'policies' 'zhidu import member policies'
try 'an unknown entity' 2 "did you mean 'member'" 'zhidu import membre file'
try 'a map that is not there' 3 'nowhere.yaml' 'zhidu import member file --map nowhere.yaml'
printf 'entity: sale\nfields: {id: {colunm: a}}\n' >map.yaml
try 'a map with an unknown key' '3' 'map.yaml:2:[0-9]+: .*column' 'zhidu import file --map map.yaml'
printf 'entity: sale\nencoding: utf-7\nfields: {id: {column: a}}\n' >map.yaml
try 'a map with an unknown encoding' '3' 'map.yaml:2:[0-9]+: ' 'zhidu import file --map map.yaml'
try 'a line of 100 MB' 3 'standard input:2' \
	'{ echo id,name,branch; printf M8,; head -c 100000000 /dev/zero | tr "\0" x; echo ,north; } | zhidu import member -'
try 'a hundred thousand columns' 3 'standard input:1' \
	'{ printf id; yes ,x | head -n 100000 | tr -d "\n"; echo; } | zhidu import member -'
try 'a gzip bomb' 3 'standard input:2' \
	'{ echo id,name,branch; printf M8,; head -c 200000000 /dev/zero | tr "\0" x; } | gzip -1 | zhidu import member -'
try 'a hundred thousand bad rows' 3 'more than 1000 bad rows; nothing was imported' \
	'{ echo id,name,branch; yes M1,,west | head -n 100000; } | zhidu import member -'
dump after
same 'after all these the book is as before' before after

# Some good, some bad: the good are in, the bad with their reasons in a file that can be imported once mended.
cat >file <<'END'
id,name,branch,kind
M8,x,north,private
M9,,north,private
M10,y,west,private
M11,z,south,public
M8,again,north,private
M12,w,south,company
END
try 'bad rows left out' 0 'read 6, written 2, bad 4' 'zhidu import member file --skip-bad --rejects bad.csv'
try 'the rejects' 0 '^4,3,branch,.*west.*,M10,y,west,private$' 'cat bad.csv'
[ "$(wc -l <bad.csv)" -eq 5 ] || not_ok 'the rejects are not four rows'
try 'the good rows' 0 '^M12,' 'zhidu list member --format csv'
cp clean.db zhidu.db

# ---- killed, without room, without permission ----

awk 'BEGIN { print "id,member,sold_on,amount"
	for (i = 1; i <= 40000; i++) printf "%d,M%d,2025-%02d-%02d,%d.%02d\n", 1000 + i, i % 4 + 1, i % 12 + 1, i % 28 + 1, i % 900, i % 100 }' >sales.csv
zhidu import sale sales.csv >/dev/null 2>&1
dump whole
cp zhidu.db whole.db
cp clean.db zhidu.db

# killed NAME BEFORE AFTER COMMAND: at several moments
killed() {
	for moment in 0.005 0.01 0.02 0.04 0.06 0.09 0.13 0.2 0.3; do
		cp "$5" zhidu.db
		rm -f zhidu.db-*
		timeout -s KILL $moment sh -c "exec $4" >/dev/null 2>&1
		dump after
		if ! cmp -s after "$2" && ! cmp -s after "$3"; then
			not_ok "$1 after $moment s: the book is neither as before nor as after"
			diff after "$3" | head -n 5
			return
		fi
		zhidu doctor >/dev/null 2>&1 || { not_ok "$1 after $moment s: the doctor finds something"; return; }
	done
	ok "$1: as before or as after"
}
killed 'import killed' before whole 'zhidu import sale sales.csv' clean.db
cp whole.db zhidu.db
zhidu run --as-of 2025-06-30 >/dev/null 2>&1
dump ran
cut -d, -f1-9 ran >ran.cut
killed_run() {
	for moment in 0.005 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15; do
		cp whole.db zhidu.db
		rm -f zhidu.db-*
		timeout -s KILL $moment zhidu run --as-of 2025-06-30 >/dev/null 2>&1
		runs=$(zhidu runs --format csv 2>&1 | grep -c '^[0-9]')
		rows=$(zhidu decisions member.voucher --run 1 --format csv 2>/dev/null | grep -c '^M')
		if [ "$runs $rows" != '0 0' ] && [ "$runs $rows" != '1 4' ]; then
			not_ok "run killed after $moment s: $runs runs, $rows decisions"
			return
		fi
		zhidu doctor >/dev/null 2>&1 || { not_ok "run killed after $moment s: the doctor finds something"; return; }
	done
	ok 'run killed: recorded whole or not at all'
}
killed_run

# Files that may not grow stand for a full disk; where a small one can be made, it is tried as well.
cp clean.db zhidu.db
rm -f zhidu.db-*
try 'no room in the file system' 3 'full|large|I/O|write' 'trap "" XFSZ; ulimit -f $(($(stat -c %s clean.db) / 512 + 200)); zhidu import sale sales.csv'
dump after
same 'no room in the file system: the book is as before' before after
try 'no room in the file system: the book is sound' 0 'ok' 'zhidu doctor'
mkdir disk
# Room for the book and little more.
room=$(($(stat -c %s clean.db) / 1024 + 100))
if mount -t tmpfs -o size=${room}k tmpfs disk 2>/dev/null; then
	cp clean.db disk/zhidu.db
	try 'a full disk' 3 'full|No space' 'zhidu --book disk/zhidu.db import sale sales.csv'
	cp disk/zhidu.db zhidu.db
	dump after
	same 'a full disk: the book is as before' before after
	rm -f disk/zhidu.db*
	head -c $((room - 1))k /dev/zero >disk/filler 2>/dev/null
	try 'a full disk: init' 3 'full|No space' 'zhidu --book disk/zhidu.db init'
	try 'a full disk: backup' 3 'full|No space' 'zhidu backup disk/copy.db'
	try 'a full disk: no half a book is left' 2 'No such file' 'ls disk/zhidu.db disk/copy.db'
	umount disk
else
	skip 'a full disk' 'no disk can be mounted here'
fi
cp clean.db zhidu.db
