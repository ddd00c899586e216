# What may lie where the book should be: each is told (exit status 3) and left as it is. Two at once: one waits or is told.

book
cp zhidu.db good.db
rm -f zhidu.db-*

# not_a_book NAME PATTERN: zhidu.db is what comes in; every command that opens it tells so and does not touch it.
not_a_book() {
	cat >zhidu.db
	rm -f zhidu.db-*
	cp zhidu.db was
	for command in 'list member' 'run --as-of 2025-06-30' 'import member more.csv' 'add branch id=x name=x' 'runs' 'doctor' \
		'whatif --set member.voucher.least=6 --as-of 2025-06-30' 'publish --effective 2025-01-01 -m x' \
		'backup copy.db' 'export sale' 'migrate' 'explain member.tier M1 --as-of 2025-06-30'; do
		try "$1: ${command%% *}" 3 "$2" "zhidu $command"
		cmp -s zhidu.db was || { not_ok "$1: ${command%% *} wrote to it"; cp was zhidu.db; }
	done
	try "$1: init" 2 'zhidu.db: this file exists already' 'zhidu init'
	cmp -s zhidu.db was || not_ok "$1: init wrote to it"
	[ ! -e copy.db ] || { not_ok "$1: a copy was made"; rm copy.db; }
}
echo 'id,name,branch' >more.csv

echo 'This is no database, but a letter.' | not_a_book 'a text file' 'zhidu.db.*(no|not a) '
sqlite=$(command -v sqlite3)
if [ -n "$sqlite" ]; then
	rm -f other.db
	sqlite3 other.db 'CREATE TABLE member (id TEXT); INSERT INTO member VALUES (1)'
	not_a_book 'a foreign database' 'zhidu.db.*(no|not a) ' <other.db
	cp good.db newer.db
	sqlite3 newer.db 'PRAGMA user_version = 9999'
	not_a_book 'a book of a newer version' 'zhidu.db.*newer' <newer.db
else
	skip 'foreign and newer databases' 'no sqlite3 to make them'
fi
head -c 1000 good.db | not_a_book 'a book cut within its first page' 'zhidu.db.*the book is damaged; restore a backup'
head -c 100 /dev/zero | not_a_book 'a hundred NULs' 'zhidu.db.*(no|not a) '

rm -f zhidu.db
: >zhidu.db
try 'an empty file: list' 3 'zhidu.db' 'zhidu list member'
rm zhidu.db
for command in 'list member' 'runs' 'doctor' 'run' 'add branch id=x name=x' 'export sale' 'backup copy.db'; do
	try "no book: ${command%% *}" 3 'zhidu.db.*(no|not) ' "zhidu $command"
	[ ! -e zhidu.db ] || { not_ok "no book: ${command%% *} made one"; rm -f zhidu.db*; }
done
mkdir zhidu.db
try 'a folder for a book: list' 3 'zhidu.db' 'zhidu list member'
try 'a folder for a book: init' 2 'zhidu.db' 'zhidu init'
rmdir zhidu.db
try 'a book in a folder that is not there' 3 'nowhere/zhidu.db' 'zhidu --book nowhere/zhidu.db init'
cp good.db zhidu.db
try 'a second init' 2 'zhidu.db.*(exists|already)' 'zhidu init'
same 'and the book is as before' good.db zhidu.db

# ---- damage: nothing breaks down, and the doctor sees it ----

size=$(wc -c <good.db)
head -c $((size / 2)) good.db >zhidu.db
try 'half a book: doctor' 3 'damaged' 'zhidu doctor'
# Overwrites N bytes at OFFSET with noise that is the same every time.
noise() {
	awk -v n="$2" -v seed="$1" 'BEGIN { srand(seed); for (i = 0; i < n; i++) printf "%c", 33 + int(rand() * 90) }' |
		dd of=zhidu.db bs=1 seek="$1" conv=notrunc 2>/dev/null
}
at=4096
while [ $at -lt "$size" ]; do
	cp good.db zhidu.db
	noise $at 512
	for command in 'list sale' 'export member' 'run --as-of 2025-06-30' 'runs' 'releases' 'doctor' 'explain member.tier M1 --as-of 2025-06-30'; do
		(timeout -s KILL $seconds zhidu $command) >"$scratch/books.damage" 2>&1 </dev/null
		came=$?
		case $came in
		0 | 1 | 3 | 4 | 6) ;;
		*) not_ok "noise at $at: $command ended with $came"; head -n 3 "$scratch/books.damage" ;;
		esac
		! grep -aqE 'Sanitizer|runtime error:' "$scratch/books.damage" || { not_ok "noise at $at: $command broke down"; head -n 30 "$scratch/books.damage"; }
	done
	at=$((at + size / 20 / 4096 * 4096 + 4096))
done
ok 'noise in pages'

# ---- permissions ----

cp good.db zhidu.db
rm -f zhidu.db-*
nobody=
[ "$(id -u)" -ne 0 ] || nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
if [ -z "$nobody" ] || command -v setpriv >/dev/null; then
	chmod a+rx "$scratch" .
	chmod 444 zhidu.db
	chmod 555 .
	for command in 'list member' 'runs' 'show member M1' 'export sale' 'releases' \
		'whatif --set member.voucher.least=6 --as-of 2025-06-30' 'explain member.tier M1 --as-of 2025-06-30'; do
		try "a book that may only be read: ${command%% *}" 0 '.' "$nobody zhidu $command"
	done
	for command in 'run --as-of 2025-06-30' 'add branch id=x name=x' "import branch $DATA/shop-records/branch.csv" \
		'publish --effective 2025-01-01 -m x'; do
		try "a book that may only be read: ${command%% *}" 3 'zhidu.db.*(read|ermission|write)' "$nobody zhidu $command"
	done
	try 'a folder that may not be written to: init' 3 'third.db.*(ermission|unable|write|created)' "$nobody zhidu --book third.db init"
	try 'a folder that may not be written to: backup' 3 'copy.db.*(ermission|unable|write|created)' "$nobody zhidu backup copy.db"
	chmod 755 .
	chmod 000 zhidu.db
	try 'a book that may not be read' 3 'zhidu.db.*(ermission|unable|opened)' "$nobody zhidu list member"
	chmod 644 zhidu.db
	cmp -s good.db zhidu.db || not_ok 'the book has changed'
else
	skip 'books that may not be written to' 'root writes everywhere'
fi

# ---- two at once ----

cp good.db zhidu.db
rm -f zhidu.db-*
awk 'BEGIN { print "id,name,branch"; for (i = 1; i <= 20000; i++) printf "N%d,x,north\n", i }' >many.csv
zhidu import member many.csv >first 2>&1 &
first=$!
try 'a second writer' 0 '' 'zhidu add branch id=west name=x'
wait $first
first=$?
[ $first -eq 0 ] || { not_ok "the first writer ended with $first"; cat first; }
try 'both have written' 0 '^west|^N1,' 'zhidu list branch --format csv; zhidu list member --limit 9 --format csv'
zhidu run --as-of 2025-06-30 >first 2>&1 &
first=$!
for i in 1 2 3 4 5; do
	zhidu list branch --format csv >second 2>&1 || { not_ok 'reading while a run writes'; cat second; }
	zhidu runs >second 2>&1 || { not_ok 'reading while a run writes'; cat second; }
done
zhidu run --as-of 2025-06-29 >second 2>&1 || { not_ok 'a second run beside the first'; cat second; }
wait $first || { not_ok 'a run while others read'; cat first; }
try 'both runs are on record' 0 '^2,' 'zhidu runs --format csv'
try 'and the book is sound' 0 'ok' 'zhidu doctor'
