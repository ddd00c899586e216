# A close that is killed at any moment, or finds no room, leaves the book as before or as after, and the frozen sheets are safe.

rm -rf policies zhidu.db*
"$DATA/works-records/fill"
awk 'BEGIN { print "id,worker,made_on,count"
	for (i = 1; i <= 30000; i++) printf "Q%d,W%d,2025-%02d-%02d,%d\n", i, i % 3 + 1, i % 2 + 1, i % 28 + 1, i % 3 }' >more.csv
zhidu import piece more.csv >/dev/null 2>&1
zhidu close 2025-01 >/dev/null 2>&1 || not_ok 'the first close'
zhidu set piece P1 count=61
cp zhidu.db open.db
rm -f zhidu.db-*

# What the book says of closes, in words that do not depend on when it is done.
said() {
	{
		zhidu closes --format csv | cut -d, -f1-8
		zhidu adjustments --format csv
		zhidu list worker --format csv
		zhidu runs --format csv | cut -d, -f1-9
	} >"$1" 2>&1
}
said before
zhidu close 2025-02 >/dev/null 2>&1 || not_ok 'the second close'
said after
cmp -s before after && not_ok 'the second close left nothing'

for moment in 0.005 0.01 0.02 0.03 0.04 0.05 0.06 0.08 0.1 0.13 0.2; do
	cp open.db zhidu.db
	rm -f zhidu.db-*
	timeout -s KILL $moment zhidu close 2025-02 >/dev/null 2>&1
	said now
	if ! cmp -s now before && ! cmp -s now after; then
		not_ok "close killed after $moment s: the book is neither as before nor as after"
		diff now after | head -n 5
		break
	fi
	zhidu doctor >/dev/null 2>&1 || { not_ok "close killed after $moment s: the doctor finds something"; break; }
	zhidu audit >/dev/null 2>&1 || { not_ok "close killed after $moment s: the audit finds something"; break; }
done
ok 'close killed: as before or as after'

cp open.db zhidu.db
rm -f zhidu.db-*
try 'no room' 3 'full|large|I/O|write' 'trap "" XFSZ; ulimit -f 400; zhidu close 2025-02'
said now
same 'no room: the book is as before' before now

# Two at once: one closes, the other is told or waits and is told.
cp open.db zhidu.db
rm -f zhidu.db-*
zhidu close 2025-02 >one 2>&1 &
zhidu close 2025-02 >two 2>&1
wait
[ "$(cat one two | grep -c 'its record is run')" -eq 1 ] || not_ok 'two at once: not exactly one closed it'
said now
same 'two at once: closed once' after now

# Somebody who changes what was frozen is found out.
sqlite=$(command -v sqlite3)
if [ -n "$sqlite" ]; then
	cp zhidu.db kept.db
	rm -f zhidu.db-*
	sqlite3 zhidu.db "UPDATE zd_blob SET data = CAST(replace(CAST(data AS TEXT), 'W1', 'W9') AS BLOB) WHERE hash IN (SELECT blob FROM zd_close_sheet WHERE report = 'wages')"
	try 'a frozen sheet that was changed' 3 'the frozen sheet wages is not what was frozen' 'zhidu report wages --period 2025-02 --format csv'
	cp kept.db zhidu.db
	rm -f zhidu.db-*
	sqlite3 zhidu.db 'UPDATE zd_adjustment SET difference = difference + 1'
	try 'an adjustment that was changed' 6 'close' 'zhidu audit'
	cp kept.db zhidu.db
	rm -f zhidu.db-*
	sqlite3 zhidu.db 'DELETE FROM zd_close_effect; DELETE FROM zd_adjustment; DELETE FROM zd_close_sheet; DELETE FROM zd_close WHERE id = 2'
	try 'a close that was taken away' 6 'close' 'zhidu audit'
else
	skip 'changed closes' 'no sqlite3 to change them'
fi
