# The keyring, and sealed values: nothing that lies there is trusted, a rotation that is killed or finds no room leaves
# every value readable, and no key that a book needs is ever lost.

ZHIDU_KEYS=$PWD/ring/keys
export ZHIDU_KEYS
rm -rf zhidu.db* ring
zhidu --pack "$DATA/shop-people" init || not_ok 'init'
awk 'BEGIN { print "id,name,phone,birthday,spent"
	for (i = 1; i <= 3000; i++) printf "M%d,N%d,138%08d,1980-02-%02d,%d.50\n", i, i, i, i % 28 + 1, i }' >members.csv
zhidu import member members.csv >out 2>&1 || { not_ok 'import'; cat out; }
cp zhidu.db good.db
cp ring/keys good.keys
chmod 600 good.keys

# all FILE: every value as it is
all() {
	zhidu list member --columns id,phone,birthday,spent --limit 100000 --reveal --purpose attack --format csv >"$1" 2>&1
}
all before
[ "$(wc -l <before)" -eq 3001 ] || { not_ok 'not all are revealed'; head -n 3 before; }
cp good.db zhidu.db

# ---- what lies where the keyring should be ----

# ring NAME STATUS PATTERN: the keyring is what comes in
bad_ring() {
	cat >ring/keys
	chmod "${4:-600}" ring/keys
	try "$1: reveal" "$2" "$3" 'zhidu show member M1 --reveal --purpose x'
	try "$1: set" "$2" "$3" 'zhidu set member M1 phone=1'
	try "$1: rotate" "$2" "$3" 'zhidu keys rotate'
	try "$1: list" 0 'N1' 'zhidu list member --columns id,name,phone --limit 3'
	try "$1: doctor" 0 '6000|encrypted' 'zhidu doctor'
}
book=$(cut -d' ' -f1 good.keys | tail -n 1)
id=$(cut -d' ' -f2 good.keys | tail -n 1)
hex=$(cut -d' ' -f3 good.keys | tail -n 1)
: | bad_ring 'an empty keyring' 5 'no key of this book'
echo 'hello' | bad_ring 'a word' 5 'keys:1: .*no line of a keyring'
head -c 3000000 /dev/zero | bad_ring 'NULs' 5 'keys:1: .*no line of a keyring'
head -c 5000000 /dev/zero | tr '\0' '#' | bad_ring 'five megabytes' 5 'too large'
head -c 3000000 /dev/zero | tr '\0' '#' | bad_ring 'one long note' 5 'no key of this book'
yes '# note' | head -n 300000 | bad_ring 'many notes' 5 'no key of this book'
echo "$book $id ${hex%??} 2025-01-01" | bad_ring 'a key that was cut' 5 'keys:1: .*no line'
echo "$book $id ${hex%??}zz 2025-01-01" | bad_ring 'a key that is no number' 5 'keys:1: .*no line'
echo "$book 0123456789abcdef $hex 2025-01-01" | bad_ring 'a key under another id' 5 'keys:1: .*no line'
echo "$book $id $(echo "$hex" | tr 0-9a-e 1-9a-f) 2025-01-01" | bad_ring 'another key under the id' 5 'keys:1: .*no line'
echo "00000000000000000000000000000000 $id $hex 2025-01-01" | bad_ring "another book's key" 5 'no key of this book'
echo "$book $id $hex" | bad_ring 'a line without a day' 5 'keys:1: .*no line'
printf '%s %s %s 2025-01-01\000x\n' "$book" "$id" "$hex" | bad_ring 'a NUL behind a key' 5 'keys:1: .*no line'
bad_ring 'a keyring for all to read' 5 'others may use' 644 <good.keys
bad_ring 'a keyring for the group to write' 5 'others may use' 620 <good.keys
rm ring/keys
mkfifo -m 600 ring/keys
try 'a pipe' 5 'not a file' 'zhidu show member M1 --reveal --purpose x'
rm ring/keys
ln -s nowhere ring/keys
try 'a link to nothing' 5 'no key of this book' 'zhidu show member M1 --reveal --purpose x'
rm ring/keys
ln -s keys ring/keys
try 'a link to itself' 5 'keyring' 'zhidu show member M1 --reveal --purpose x'
rm ring/keys
ln -s /dev/zero ring/keys
try 'a device' 5 'not a file|another user|others' 'zhidu show member M1 --reveal --purpose x'
rm ring/keys
mkdir ring/keys
try 'a folder: rotate' 5 'not a file' 'zhidu keys rotate'
rmdir ring/keys
try 'keys that would lie in a file' '[35]' 'keyring' 'ZHIDU_KEYS=good.db/keys zhidu keys rotate'
cp good.keys ring/keys
all now
same 'after all these every value is as before' before now

# A keyring that is a link stays one: the keys lie where its owner put them.
mkdir safe
mv ring/keys safe/keys
ln -s ../safe/keys ring/keys
try 'rotate with a keyring that is a link' 0 '3000|sealed|9000' 'zhidu keys rotate'
[ -L ring/keys ] || not_ok 'the link was replaced'
[ "$(grep -c "^$book" safe/keys)" -eq 2 ] || not_ok 'the new key is not where the link leads'
all now
same 'and every value is as before' before now
rm -r ring/keys safe

# ---- sealed values that are none ----

cp good.db zhidu.db
cp good.keys ring/keys
rm -f zhidu.db-*
sqlite=$(command -v sqlite3)
if [ -n "$sqlite" ]; then
	# bent NAME VALUE: the telephone of M1 is that
	bent() {
		cp good.db zhidu.db
		rm -f zhidu.db-*
		sqlite3 zhidu.db "UPDATE member SET phone = $2 WHERE id = 'M1'" || not_ok "$1: could not be made"
		for command in 'show member M1 --reveal --purpose x' 'list member --reveal --purpose x --limit 5' 'export member --reveal --purpose x' \
			'keys rotate'; do
			try "$1: ${command%% *}" 3 'cannot be decrypted|not encrypted|no key|damaged' "zhidu $command"
		done
		try "$1: masked" 0 'N1' 'zhidu list member --columns id,name,phone --limit 3'
		try "$1: doctor" '[03]' '.' 'zhidu doctor'
	}
	bent 'a text' "'13800000000'"
	bent 'an empty text' "''"
	bent 'the head alone' "'zd1:$id:'"
	bent 'a short one' "'zd1:$id:AAAA'"
	bent 'a long one' "'zd1:$id:' || hex(zeroblob(3000000))"
	bent 'no base64' "substr(phone, 1, 30) || '!!!!' || substr(phone, 35)"
	bent 'one more at the end' "phone || 'A'"
	bent 'a NUL in it' "phone || char(0) || 'A'"
	bent 'of another record' "(SELECT phone FROM member WHERE id = 'M2')"
	bent 'of another field' 'spent'
	cp good.db zhidu.db
	sqlite3 zhidu.db "UPDATE member SET phone = replace(phone, '$id', '0123456789abcdef') WHERE id = 'M1'"
	try 'of a key that nobody has: show' 5 'no key 0123456789abcdef' 'zhidu show member M1 --reveal --purpose x'
	try 'of a key that nobody has: rotate' 5 'no key 0123456789abcdef' 'zhidu keys rotate'
	cp good.db zhidu.db
	sqlite3 zhidu.db "DELETE FROM zd_meta WHERE key = 'book_id'"
	try 'a book without its id: reveal' '[35]' '.' 'zhidu show member M1 --reveal --purpose x'
	try 'a book without its id: rotate' '[35]' '.' 'zhidu keys rotate'
	sqlite3 zhidu.db "INSERT INTO zd_meta (key, value) VALUES ('book_id', '../../../../etc/passwd and more and more and more and more and more')"
	try 'a book with a strange id: reveal' '[35]' '.' 'zhidu show member M1 --reveal --purpose x'
	cp good.db zhidu.db
	sqlite3 zhidu.db "UPDATE zd_key SET key = 'zzzzzzzzzzzzzzzz'"
	try 'a key row that was changed: set' 5 'no key zzzz' 'zhidu set member M1 phone=1'
	try 'a key row that was changed: audit' 6 'key 1' 'zhidu audit'
	cp good.db zhidu.db
	sqlite3 zhidu.db 'DELETE FROM zd_key'
	try 'no key row: set' 5 'no key' 'zhidu set member M1 phone=1'
	try 'no key row: audit' 6 'key 1' 'zhidu audit'
	try 'no key row: a migration makes none quietly' '[0-6]' '' 'zhidu --pack "$DATA/shop-people" migrate >/dev/null 2>&1'
	try 'no key row: and the audit still says so' 6 'key 1' 'zhidu audit'
	cp good.db zhidu.db
	rm -f zhidu.db-*
else
	skip 'bent values' 'no sqlite3 to bend them'
fi

# ---- killed, two at once, no room, no permission ----

cp good.db zhidu.db
rm -f zhidu.db-*
for moment in 0.003 0.006 0.01 0.015 0.02 0.025 0.03 0.04 0.05 0.07 0.1; do
	timeout -s KILL $moment zhidu keys rotate >/dev/null 2>&1
	all now
	cmp -s before now || { not_ok "rotate killed after $moment s: values are lost"; head -n 3 now; break; }
	zhidu audit >out 2>&1 || { not_ok "rotate killed after $moment s: the audit finds something"; cat out; break; }
	zhidu doctor >out 2>&1 || { not_ok "rotate killed after $moment s: the doctor finds something"; cat out; break; }
done
ok 'rotate killed: every value can be read'
try 'and once more' 0 'sealed anew' 'zhidu keys rotate'
try 'none is left with an older key' 0 ' 0 with older keys' 'zhidu doctor'
[ -z "$(find ring -name 'keys.new*')" ] || not_ok "drafts of the keyring are left: $(ls ring)"
zhidu keys rotate >one 2>&1 &
zhidu keys rotate >two 2>&1 &
zhidu set member M1 phone=13800000001 >three 2>&1
wait
[ "$(cat one two | grep -c 'sealed anew')" -ge 1 ] || { not_ok 'of two rotations none was done'; cat one two; }
all now
same 'two rotations at once: every value is as before' before now
cp ring/keys kept.keys
cp zhidu.db kept.db
try 'rotate without room for the book' 3 'full|large|I/O|write' 'trap "" XFSZ; ulimit -f 100; zhidu keys rotate'
rm -f zhidu.db-journal
all now
same 'without room: every value is as before' before now
if mkdir disk && mount -t tmpfs -o size=16k tmpfs disk 2>/dev/null; then
	cp kept.keys disk/keys
	chmod 600 disk/keys
	head -c 16k /dev/zero >disk/filler 2>/dev/null
	was=$(cksum <disk/keys)
	try 'no room for the keyring: rotate' 3 'keyring cannot be written|No space' 'ZHIDU_KEYS=disk/keys zhidu keys rotate'
	[ "$was" = "$(cksum <disk/keys)" ] || not_ok 'no room for the keyring: it was changed'
	all now
	same 'no room for the keyring: every value is as before' before now
	umount disk
else
	skip 'no room for the keyring' 'no disk can be mounted here'
fi
nobody=
[ "$(id -u)" -ne 0 ] || nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
if [ -n "$nobody" ] && command -v setpriv >/dev/null; then
	chmod a+rx "$scratch" . ring
	chmod 666 zhidu.db
	chmod 777 .
	try "another's keyring" 5 'keyring.*(ermission|another user|cannot be read)' "$nobody zhidu show member M1 --reveal --purpose x"
	try "another's keyring, to write" '[35]' 'keyring.*(ermission|another user|cannot)' "$nobody zhidu set member M1 phone=1"
	try 'export of keys that are not his' '[35]' 'keyring|ermission' "$nobody zhidu keys export stolen"
	[ ! -e stolen ] || not_ok 'keys were stolen'
	chmod 755 .
	chmod 644 zhidu.db
else
	skip "another's keyring" 'only root can be somebody else'
fi
echo precious >target
ln -s target link
try 'export onto a link' 2 'exists already' 'zhidu keys export link'
ln -s not-yet dangling
try 'export onto a link to nothing' 3 'leads nowhere' 'zhidu keys export dangling'
[ ! -e not-yet ] || not_ok 'a link to nothing was followed'
[ "$(cat target)" = precious ] || not_ok 'a file was written over'
try 'keys of nowhere' 3 'no key of this book|No such' 'zhidu keys import nowhere'
try 'export into a file' 3 'cannot be' 'zhidu keys export target/keys'
try 'export to nowhere' 3 'cannot be' 'zhidu keys export ""'
