# Signed releases that are cut, flipped or made up, also with a signature that fits; everything that writes about releases,
# approvals and reveals killed at any moment; a restore over a book whose writer was killed.

mkdir group
(cd group && "$DATA/shop-records/fill" >out 2>&1 && zhidu release key key >../public) || not_ok 'the group'
(cd group && sed -i 's/gold: 4%, silver: 2%/gold: 4%, silver: 1%/' policies/params/member.yaml &&
	zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m less >out 2>&1 && zhidu release export 2 ../two --key key) || not_ok 'the release'
"$DATA/shop-records/fill" >out 2>&1
zhidu release trust "$(cat public)" -m ours >out 2>&1 || not_ok 'trust'
cp zhidu.db good.db
dump before
try 'the whole file is good' 0 'nothing is published' 'zhidu release import two --as-of 2025-06-30 --dry-run'

# ---- cut and flipped ----

size=$(wc -c <two)
at=0
while [ $at -lt "$size" ]; do
	head -c $at two >cut
	try "cut at $at" 3 'cut: .*(signed|signature|whole)' 'zhidu release import cut'
	at=$((at + size / 9 + 1))
done
at=20
while [ $at -lt "$size" ]; do
	cp two flipped
	byte=$(od -An -tu1 -j $at -N 1 two | tr -d ' ')
	printf "\\$(printf %o $((byte ^ 1)))" | dd of=flipped bs=1 seek=$at conv=notrunc 2>/dev/null
	try "a bit at $at" '[35]' 'flipped: |trust' 'zhidu release import flipped'
	at=$((at + size / 25 + 1))
done

# ---- signed by who is trusted, and bad ----

if command -v openssl >/dev/null && printf x | openssl dgst -blake2b512 >/dev/null 2>&1; then
	# The seed is the first half of the secret key; in front of it stands what makes it a PKCS #8 key.
	{ printf '302e020100300506032b657004220420'; tail -n 1 group/key | cut -c 1-64 | tr -d '\n'; } | sed 's/\(..\)/\\x\1/g' >hex
	command -v xxd >/dev/null && sed 's/\\x//g' hex | xxd -r -p >der || printf '%b' "$(sed 's/\\x\(..\)/\\0\1/g' hex | awk '{
		n = split($0, p, "\\\\0"); for (i = 2; i <= n; i++) { h = index("0123456789abcdef", substr(p[i], 1, 1)) - 1; l = index("0123456789abcdef", substr(p[i], 2, 1)) - 1; printf "\\0%o", h * 16 + l } }')" >der
	# signed NAME STATUS PATTERN: what comes in, with a signature that fits
	signed() {
		cat >body
		openssl pkeyutl -sign -rawin -inkey der -keyform DER -in body -out raw 2>openssl.err || { skip "$1" "openssl does not sign"; return; }
		{ cat body; printf 'signature %s\n' "$(od -An -tx1 raw | tr -d ' \n')"; } >made
		try "signed: $1" "$2" "$3" 'zhidu release import made --as-of 2025-06-30 --dry-run'
	}
	content=$(grep -an '^content$' two | head -n 1 | cut -d: -f1)
	sed '$d' two | signed 'as it was' 0 'nothing is published'
	sed '$d' two | sed 's/^files .*/files 99999999999999999999/' | signed 'files without end' 3 'number'
	sed '$d' two | sed 's/^files .*/files 20001/' | signed 'too many files' 3 'too many files'
	sed '$d' two | sed 's/^files .*/files 0/' | signed 'no files' 3 'form'
	sed '$d' two | sed 's/^files .*/files -1/' | signed 'fewer than none' 3 'number'
	sed '$d' two | sed 's/^release .*/release 999999999999999/' | signed 'a number too large' '[03]' '.'
	sed '$d' two | sed 's/^effective .*/effective 2025-02-30/' | signed 'on no day' 3 'date'
	sed '$d' two | sed 's/^hash .*/hash 00/' | signed 'a short hash' 3 'hash'
	sed '$d' two | sed "s/^author .*/author me/" | signed 'an author without quotes' 3 'author'
	sed '$d' two | sed "1,$content s/^file [0-9]*/file 999999999999999/" | signed 'petabytes' 3 'too short'
	sed '$d' two | sed "1,$content s/^file [0-9]*/file 18446744073709551615/" | signed 'more than there is' 3 'number'
	sed '$d' two | sed "1,$content s/^file [0-9]*/file 0/" | signed 'nothing in them' 3 'hash'
	sed '$d' two | sed "1,$content s| pack.yaml$| ../../pack.yaml|" | signed 'a path upwards' 3 'order|hash'
	sed '$d' two | sed "1,$content s| params/member.yaml$| pack.yaml|" | signed 'a path twice' 3 'order|hash'
	for path in '../evil' '/etc/evil' 'a/../../evil' 'branches/../evil' 'rules/x.lua' "$(printf 'a\033[2Jb')" 'pack.yaml/x' '.hidden' 'params/../params/x.yaml' ' '; do
		{
			hash=$(grep -a '^hash ' two | cut -c 6-)
			printf 'zhidu release 1\nkey %s\nrelease 3\neffective 2025-07-01\nhash %s\nauthor "x"\nmessage "x"\nfiles 1\nfile 0 %s %s\ncontent\n' "$(cat public)" "$hash" "$hash" "$path"
		} | signed "the one file $path" 3 'hash|form'
	done
	LC_ALL=C grep -aq "$(printf '\033')" "$answer" && not_ok 'a path reached the terminal'
else
	skip 'signed by who is trusted' 'no openssl'
fi
dump after
same 'after all these the book is as before' before after

# ---- files that are written ----

cd group || return
echo precious >target
ln -s target link
try 'a key onto a link' 2 'exists already' 'zhidu release key link'
ln -s nowhere dangling
try 'a key onto a link to nothing' 2 'exists already' 'zhidu release key dangling'
[ ! -e nowhere ] && [ "$(cat target)" = precious ] || not_ok 'a link was followed'
try 'an export without room' 3 'cannot be written' 'zhidu release export 2 /dev/full --key key'
[ -z "$(find . -name '*.tmp')" ] || not_ok 'half an export is left'
chmod 640 key
try 'a key that others can read' 5 'others can read' 'zhidu release export 2 small --key key'
chmod 600 key
try 'a key that is a device' 3 'regular|key' 'zhidu release export 2 small --key /dev/zero'
cd ..

# ---- killed ----

# killed NAME COMMAND: at several moments; the book is as before or as after
killed() {
	cp good.db zhidu.db
	rm -f zhidu.db-*
	told before
	sh -c "$2" >out 2>&1 || { not_ok "$1"; cat out; }
	told after
	cmp -s before after && not_ok "$1: nothing happened"
	for moment in 0.004 0.008 0.012 0.016 0.02 0.025 0.03 0.04 0.06; do
		cp good.db zhidu.db
		rm -f zhidu.db-*
		timeout -s KILL $moment sh -c "exec $2" >/dev/null 2>&1
		told now
		if ! cmp -s now before && ! cmp -s now after; then
			not_ok "$1 killed after $moment s: the book is neither as before nor as after"
			diff now after | head -n 5
			return
		fi
		zhidu audit >out 2>&1 || { not_ok "$1 killed after $moment s: the audit finds something"; cat out; return; }
	done
	ok "$1 killed: as before or as after"
}
told() {
	{ zhidu releases --format csv | cut -d, -f1-3,6-7; zhidu release trust --format csv | cut -d, -f1-3; zhidu reveals --format csv | cut -d, -f1,3-; zhidu list member --format csv; zhidu audit 2>&1 | sed 's/; head.*//'; } >"$1" 2>&1
}
killed 'import of a release' 'zhidu release import two --as-of 2025-06-30'
killed 'revoke' "zhidu release trust $(cat public) --revoke -m lost"
killed 'reveal' 'zhidu list member --reveal --purpose attack'
cp group/policies/params/member.yaml policies/params/member.yaml
zhidu release trust "$(cat public)" --revoke -m lost >out 2>&1
cp good.db zhidu.db
rm -f zhidu.db-*
zhidu release trust "$(cat public)" --revoke -m lost >out 2>&1
cp zhidu.db good.db
killed 'publish' 'zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m less'
killed 'rollback' 'zhidu rollback 1 --effective 2025-08-01 --as-of 2025-06-30 -m back'

# Two at once: each is told or has done its work.
cp good.db zhidu.db
rm -f zhidu.db-*
zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m one >one 2>&1 &
zhidu publish --effective 2025-07-02 --as-of 2025-06-30 -m two >two.out 2>&1
wait
try 'two publish at once' 0 '0 troubles' 'zhidu audit'
[ "$(zhidu releases --format csv | grep -c '^[0-9]')" -ge 2 ] || { not_ok 'neither published'; cat one two.out; }

# A restore over a book whose writer was killed: what the dead left behind does not touch the restored one.
cp good.db zhidu.db
rm -f zhidu.db-*
zhidu backup copy.db >out 2>&1
awk 'BEGIN { print "id,member,sold_on,amount"; for (i = 1; i <= 30000; i++) printf "%d,M1,2025-01-01,1\n", 1000 + i }' >sales.csv
for moment in 0.03 0.06 0.1 0.15; do
	cp good.db zhidu.db
	rm -f zhidu.db-*
	timeout -s KILL $moment zhidu import sale sales.csv >/dev/null 2>&1
	zhidu restore copy.db --force >out 2>&1 || { not_ok 'restore'; cat out; }
	told now
	zhidu doctor >out 2>&1 || { not_ok "restored after a kill at $moment: the doctor finds something"; cat out; }
	zhidu --book zhidu.db.before doctor >out 2>&1 || { not_ok "what was before the restore is lost"; cat out; }
	[ "$(zhidu list sale --columns id --format csv --limit 100000 | wc -l)" -le 10 ] || not_ok 'the restored book has what the dead wrote'
done
ok 'restore over what a kill left'
if command -v sqlite3 >/dev/null; then
	# A writer that is killed after it has committed leaves all of it in the log.
	cp good.db zhidu.db
	rm -f zhidu.db-* zhidu.db.before*
	sh -c 'sqlite3 zhidu.db "PRAGMA journal_mode = WAL; INSERT INTO sale SELECT id + 5000, member, sold_on, amount FROM sale" ".shell kill -9 \$PPID"' >out 2>&1
	[ -s zhidu.db-wal ] || not_ok 'the log is empty'
	zhidu restore copy.db --force >out 2>&1 || { not_ok 'restore'; cat out; }
	[ "$(zhidu list sale --columns id --format csv | wc -l)" -eq 7 ] || not_ok 'the restored book has what the dead wrote'
	[ "$(zhidu --book zhidu.db.before list sale --columns id --format csv | wc -l)" -eq 13 ] || not_ok 'what the dead had committed is lost'
	try 'the restored book is whole' 0 'ok' 'zhidu doctor'
fi
