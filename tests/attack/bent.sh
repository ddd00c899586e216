# Books that somebody bent with another program: rows changed, taken away, put in, of types that no column has, blobs
# replaced. Every command ends with a word about it or without having read it; the audit finds what may not change.

sqlite=$(command -v sqlite3)
if [ -z "$sqlite" ]; then
	skip 'bent books' 'no sqlite3 to bend them'
	return
fi
ZHIDU_KEYS=$PWD/keys
export ZHIDU_KEYS
PATH=$here/../cli:$PATH # `as`
if ! as wu true 2>/dev/null || [ "$(as wu id -un)" != wu ]; then
	as() { shift; "$@"; }
fi

# everything: a book in which there is one of all that is on record
rm -rf policies zhidu.db*
"$DATA/shop-sign-records/fill" >out 2>&1 || { not_ok 'the book'; cat out; }
cat >>policies/pack.yaml <<'END'
publish: {approver: chief, changed: 10%}
END
zhidu publish --effective 2025-01-01 --as-of 2025-06-30 -m 'limits' >out 2>&1 || { not_ok 'publish'; cat out; }
sed -i 's/value: 100/value: 85/' policies/params/grant.yaml
sed -i 's/amount: 100,/amount: 85,/; s/amount: 101, used: 0/amount: 86, used: 0/' policies/cases/grant/size.yaml
as lin zhidu publish --effective 2025-02-01 --as-of 2025-06-30 -m 'less' >out 2>&1 || { not_ok 'propose'; cat out; }
as wu zhidu approve release-3 -m good >out 2>&1 || { not_ok 'approve a release'; cat out; }
zhidu rollback 2 --effective 2025-03-01 --as-of 2025-06-30 -m back >out 2>&1
as wu zhidu approve release-4 -m good >out 2>&1
zhidu release key signer >public 2>out
as wu zhidu release trust "$(cat public)" -m ours >out 2>&1 || { not_ok 'trust'; cat out; }
zhidu run --as-of 2025-06-30 >out 2>&1 || { not_ok 'run'; cat out; }
as he zhidu approve 1 -m good --on 2025-07-01 >out 2>&1 || { not_ok 'approve'; cat out; }
as wu zhidu reject 3 -m bad --on 2025-07-01 >out 2>&1 || { not_ok 'reject'; cat out; }
try 'the book that is bent is whole' 0 '0 troubles' 'zhidu audit'
cp zhidu.db sign.db
rm -rf policies-sign zhidu.db*
mv policies policies-sign
"$DATA/works-records/fill" >out 2>&1
zhidu close 2025-01 >out 2>&1 || { not_ok 'close'; cat out; }
zhidu set piece P1 count=61
zhidu close 2025-02 >out 2>&1 || { not_ok 'close again'; cat out; }
try 'the other too' 0 '0 troubles' 'zhidu audit'
mv zhidu.db works.db
mv policies policies-works
rm -f zhidu.db*
zhidu --pack "$DATA/shop-people" init >out 2>&1
zhidu --pack "$DATA/shop-people" add member id=M1 name=Ann phone=13800000001 spent=3
zhidu --pack "$DATA/shop-people" list member --reveal --purpose x >out 2>&1 || { not_ok 'reveal'; cat out; }
zhidu --pack "$DATA/shop-people" keys rotate >out 2>&1 || { not_ok 'rotate'; cat out; }
mv zhidu.db people.db
cp -r "$DATA/shop-people" policies-people

# Columns that take anything: what a STRICT table would refuse is written by another hand.
for which in sign works people; do
	rm -f $which.db-*
	cp $which.db $which-loose.db
	sqlite3 $which-loose.db "PRAGMA writable_schema = ON;
		UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT, ', ') '), ') STRICT', ')') WHERE type = 'table';
		UPDATE sqlite_schema SET sql = replace(replace(sql, ' IS NOT NULL', ' NOTNULL'), ' NOT NULL', '') WHERE type = 'table' AND name GLOB 'zd_*' AND sql NOT LIKE '%WITHOUT ROWID%';" ||
		not_ok "$which: the columns were not loosened"
done

bends=0
# bend WHICH AUDIT NAME SQL COMMAND…: AUDIT is what its audit says, or - when what was bent is no part of the record.
bend() {
	which=$1
	audit=$2
	name=$3
	sql=$4
	shift 4
	cp "$which-loose.db" zhidu.db
	rm -f zhidu.db-*
	before=
	[ -z "${table:-}" ] || before=$(sqlite3 zhidu.db ".dump $table" | grep -a '^INSERT' | cksum)
	sqlite3 zhidu.db "PRAGMA ignore_check_constraints = ON; $sql;
		ATTACH '$which.db' AS good; PRAGMA writable_schema = ON;
		UPDATE main.sqlite_schema AS m SET sql = (SELECT g.sql FROM good.sqlite_schema AS g WHERE g.name = m.name)
		WHERE m.type = 'table' AND m.name IN (SELECT name FROM good.sqlite_schema);" 2>bend.err || { grep -q 'datatype mismatch' bend.err || { not_ok "$name: not bent"; cat bend.err; }; return; }
	# What it was already, or cannot be, is no bend.
	[ -z "$before" ] || [ "$before" != "$(sqlite3 zhidu.db ".dump $table" | grep -a '^INSERT' | cksum)" ] || return
	cp zhidu.db bent.db
	bends=$((bends + 1))
	at=$bends
	for command; do
		# All commands on all bends take minutes: one in three has its turn.
		at=$((at + 1))
		[ -n "${ATTACK_DEEP:-}" ] || [ $((at % 3)) -eq 0 ] || continue
		cp bent.db zhidu.db
		rm -f zhidu.db-*
		(timeout -s KILL $seconds sh -c "$command") >"$scratch/bent.said" 2>&1 </dev/null
		came=$?
		case $came in
		[0-6]) ;;
		*) not_ok "$name: $command ended with $came"; head -c 500 "$scratch/bent.said" | cat -v | cut -c 1-300 ;;
		esac
		! grep -aqE 'Sanitizer|runtime error:|a bug in zhidu|Assertion' "$scratch/bent.said" || { not_ok "$name: $command broke down"; head -c 3000 "$scratch/bent.said" | cat -v | cut -c 1-300; }
		[ $came -eq 0 ] || [ -s "$scratch/bent.said" ] || not_ok "$name: $command ended with $came and said nothing"
	done
	cp bent.db zhidu.db
	rm -f zhidu.db-*
	if [ "$audit" = - ]; then
		try "$name" '[036]' '.' "zhidu --pack policies-$which audit"
	else
		try "$name" '[36]' "$audit" "zhidu --pack policies-$which audit"
	fi
}

signs() {
	bend sign "$@" 'zhidu --pack policies-sign pending' 'zhidu --pack policies-sign pending --format json' \
		'zhidu --pack policies-sign explain grant.size G2 --as-of 2025-07-01' \
		'zhidu --pack policies-sign explain grant.size G2 --as-of 2025-07-01 --format json' \
		'zhidu --pack policies-sign report grants --as-of 2025-07-01' 'as he zhidu --pack policies-sign approve 2 -m x --on 2025-07-01' \
		'as wu zhidu --pack policies-sign approve 2 -m x --on 2025-07-01' \
		'as wu zhidu --pack policies-sign reject 1 -m x' 'zhidu --pack policies-sign run --as-of 2025-07-02' 'zhidu doctor' \
		'zhidu --pack policies-sign show grant G2'
}
turn=0
# Every column of a table with something that it cannot hold: WHICH AUDIT TABLE ROW COLUMNS COMMANDS
each() {
	eachwhich=$1
	eachaudit=$2
	table=$3
	row=$4
	columns=$5
	shift 5
	for column in $columns; do
		# All of them take minutes: one after the other takes its turn.
		turn=$((turn + 1))
		place=0
		for value in "x'00ff'" NULL "9223372036854775807" "'zz\"<&' || char(27, 10, 0) || 'x'" "-1" "''" "1e308" "hex(zeroblob(100000))"; do
			place=$((place + 1))
			[ -n "${ATTACK_DEEP:-}" ] || [ $((turn % 8 + 1)) -eq $place ] || continue
			bend "$eachwhich" "$eachaudit" "$table.$column = $value" "UPDATE OR IGNORE $table SET $column = $value WHERE $row" "$@"
		done
	done
	table=
}

signs 'approval 1' 'a signature taken away' 'DELETE FROM zd_sign WHERE item = 1'
signs 'approval 1' 'a signature by another' "UPDATE zd_sign SET login = 'mallory' WHERE item = 1"
signs 'approval [12]' 'a verdict turned around' "UPDATE zd_sign SET verdict = CASE verdict WHEN 'approved' THEN 'rejected' ELSE 'approved' END"
signs 'approval 3' 'a signature put in' "INSERT INTO zd_sign SELECT 3, 2, verdict, login, person, role, day, made_at, why, sets, hash FROM zd_sign WHERE id = 1"
signs 'approval 1' 'an item that was signed asks another thing' "UPDATE zd_item SET decision = replace(decision, '80', '800') WHERE id = 1"
signs 'approval 1' 'an item that was signed is gone' 'DELETE FROM zd_item WHERE id = 1'
signs - 'an item that waits asks another thing' "UPDATE zd_item SET decision = replace(decision, '60', '6') WHERE id = 2"
signs - 'an item that waits asks another person' "UPDATE zd_item SET role = 'seller', asks = 'self' WHERE id = 2"
try 'whoever it was made to ask may not sign it' '[35]' 'expired|damage|may not|must be signed|do not let' 'as lin zhidu --pack policies-sign approve 2 -m x --on 2025-07-01'
signs - 'an item that waits has no hash' "UPDATE zd_item SET hash = 'x' WHERE id = 2"
signs - 'an item that is no JSON' "UPDATE zd_item SET decision = '{\"amount\":' WHERE id = 2"
signs - 'an item that is a list' "UPDATE zd_item SET decision = '[1]' WHERE id = 2"
signs - 'an item that is deep' "UPDATE zd_item SET decision = replace(hex(zeroblob(100000)), '00', '[') WHERE id = 2"
signs - 'an item of no policy' "UPDATE zd_item SET policy = 'no.such' WHERE id = 2"
signs - 'an item of no subject' "UPDATE zd_item SET subject = 'nobody' WHERE id = 2"
signs - 'an item of a number' 'UPDATE zd_item SET subject = 7 WHERE id = 2'
signs - 'an item of no run' 'UPDATE zd_item SET run = 99 WHERE id = 2'
signs - 'what is asked is gone' 'DELETE FROM zd_asking'
signs - 'what is asked is nothing' 'UPDATE zd_asking SET item = 99'
signs - 'what is asked is bytes' "UPDATE zd_asking SET item = x'00', run = 'x', as_of = 5"
signs - 'what is asked goes round' "UPDATE zd_asking SET item = 1"
each sign - zd_item 'id = 2' 'policy subject period asks role branch applicant decision hash run' \
	'zhidu --pack policies-sign pending' 'as he zhidu --pack policies-sign approve 2 -m x --on 2025-07-01' 'zhidu --pack policies-sign explain grant.size G3 --as-of 2025-07-01'
each sign 'approval' zd_sign 'id = 1' 'item verdict login person role day made_at why sets hash' \
	'zhidu --pack policies-sign explain grant.size G2 --as-of 2025-07-01' 'zhidu --pack policies-sign report grants --as-of 2025-07-01' 'as he zhidu --pack policies-sign approve 2 -m x'

releases() {
	bend sign "$@" 'zhidu releases' 'zhidu releases --format json' 'zhidu show release-3' 'zhidu show release-3 --format json' 'zhidu show release-3 pack.yaml' 'zhidu diff 2 3' \
		'zhidu --pack policies-sign pending' 'as wu zhidu --pack policies-sign approve release-3 -m x' 'zhidu --pack policies-sign rollback 2 --effective 2025-09-01 -m x --dry-run' \
		'zhidu release trust' 'zhidu release export 3 out.parcel --key signer' 'zhidu --pack policies-sign run --as-of 2025-06-30' 'zhidu doctor' 'zhidu replay --all'
	rm -f out.parcel
}
releases 'publication 3' 'an impact that was changed' "UPDATE zd_impact SET summary = 'nothing' WHERE release = 3"
releases 'publication 3' 'an impact that is gone' 'DELETE FROM zd_impact WHERE release = 3'
releases 'publication 3' 'a proposal that is gone' 'DELETE FROM zd_proposal WHERE release = 3'
releases 'verdict 3' 'an approval of a release that was turned around' 'UPDATE zd_verdict SET approved = 0 WHERE release = 3'
releases 'verdict 3' 'an approval of a release that is gone' 'DELETE FROM zd_verdict WHERE release = 3'
releases 'publication|verdict' 'a verdict without a proposal' 'DELETE FROM zd_proposal'
releases 'trust 1' 'trust in another key' "UPDATE zd_trust SET key = CASE substr(key, 1, 1) WHEN '0' THEN '1' ELSE '0' END || substr(key, 2)"
releases 'trust 2' 'trust that was put in' "INSERT INTO zd_trust SELECT 2, key, 0, branch, made_at, author, message FROM zd_trust"
releases 'publication 4' 'a release that goes back to itself' 'UPDATE zd_release_source SET of = 4 WHERE release = 4'
releases 'release 3|blob|file' 'a release without files' 'DELETE FROM zd_release_file WHERE release = 3'
releases 'release 3' 'a release with a path upwards' "UPDATE zd_release_file SET path = '../../etc/passwd' WHERE release = 3 AND path = 'pack.yaml'"
releases 'blob|content' 'a blob that is another' "UPDATE zd_blob SET data = x'00ff' WHERE hash = (SELECT blob FROM zd_release_file WHERE release = 3 AND path = 'pack.yaml')"
releases 'blob|content' 'a blob that is a text' "UPDATE zd_blob SET data = 'name: x'"
releases 'blob|content|damaged|missing|gone' 'a blob that is gone' "DELETE FROM zd_blob WHERE hash = (SELECT blob FROM zd_release_file WHERE release = 3 AND path = 'pack.yaml')"
releases 'blob|content' 'a large blob' "UPDATE zd_blob SET data = zeroblob(20000000) WHERE hash = (SELECT blob FROM zd_release_file WHERE release = 3 AND path = 'pack.yaml')"
each sign 'publication' zd_impact 'release = 3' 'base as_of summary detail data' 'zhidu show release-3' 'zhidu show release-3 --format json' 'zhidu releases'
each sign 'verdict' zd_verdict 'release = 3' 'approved made_at author message' 'zhidu releases' 'zhidu show release-3' 'zhidu --pack policies-sign run --as-of 2025-06-30'
each sign 'publication' zd_proposal 'release = 3' 'role why' 'zhidu releases' 'zhidu --pack policies-sign pending' 'zhidu show release-3'
each sign 'release' zd_release 'id = 3' 'hash published effective made_at author message' 'zhidu releases' 'zhidu show release-3' 'zhidu --pack policies-sign run --as-of 2025-06-30' 'zhidu diff 2 3' 'zhidu doctor'
each sign 'publication' zd_release_source 'release = 4' 'kind of signer signed' 'zhidu releases' 'zhidu show release-4' 'zhidu --pack policies-sign publish --effective 2025-09-01 -m x --dry-run'
each sign 'trust' zd_trust 'id = 1' 'key trusted branch made_at author message' 'zhidu release trust' 'zhidu --pack policies-sign publish --effective 2025-09-01 -m x --dry-run'
each sign '.' zd_entry 'id = 3' 'id kind ref digest hash' 'zhidu --pack policies-sign run --as-of 2025-06-30'

closes() {
	bend works "$@" 'zhidu --pack policies-works closes' 'zhidu --pack policies-works adjustments' 'zhidu --pack policies-works close 2025-03' 'zhidu --pack policies-works report wages --period 2025-02' \
		'zhidu --pack policies-works report wages --period 2025-02 --format html' 'zhidu --pack policies-works run --period 2025-03' 'zhidu --pack policies-works explain work.wage W1 --period 2025-02' \
		'zhidu --pack policies-works whatif --set work.rate=3 --period 2025-02' 'zhidu doctor' 'zhidu replay --all'
}
closes 'close 2' 'a close that is gone' 'DELETE FROM zd_close WHERE id = 2'
closes 'close 1' 'a close of another run' 'UPDATE zd_close SET run = 99 WHERE id = 1'
closes 'close 2' 'closes that lie in each other' "UPDATE zd_close SET first = '2025-01-01', last = '2025-12-31', name = '2025' WHERE id = 2"
closes 'close 2' 'a close that ends before it begins' "UPDATE zd_close SET first = '2025-12-31', last = '0000-00-00' WHERE id = 2"
closes 'close 1' 'a sheet that is gone' 'DELETE FROM zd_close_sheet WHERE close = 1'
closes 'blob|content|close' 'a sheet whose content is gone' 'DELETE FROM zd_blob WHERE hash IN (SELECT blob FROM zd_close_sheet)'
closes 'blob|content' 'a sheet whose content is another' "UPDATE zd_blob SET data = x'00' WHERE hash IN (SELECT blob FROM zd_close_sheet)"
closes 'blob|content' 'a sheet without rows' "UPDATE zd_blob SET data = x'' WHERE hash IN (SELECT blob FROM zd_close_sheet)"
closes 'close' 'a sheet of no report' "UPDATE zd_close_sheet SET report = '../x' WHERE close = 2 AND report = 'wages'"
closes 'close' 'an effect of nothing' "INSERT INTO zd_close_effect VALUES (2, 'nobody', 'x', 'y', 'z', 1, 2)"
closes 'close 2' 'an adjustment of nothing' "UPDATE zd_adjustment SET policy = 'no.such', entity = 'nobody'"
closes 'close 2' 'an adjustment of itself' 'UPDATE zd_adjustment SET corrects = 2'
each works 'close' zd_close 'id = 2' 'period name first last run made_at author failed' 'zhidu --pack policies-works closes' 'zhidu --pack policies-works close 2025-03' 'zhidu --pack policies-works adjustments' 'zhidu --pack policies-works report wages --period 2025-02'
each works 'close' zd_adjustment 'close = 2' 'release entity subject outcome was should_be difference' 'zhidu --pack policies-works adjustments' 'zhidu --pack policies-works close 2025-03' 'zhidu --pack policies-works closes'
each works 'close' zd_close_sheet 'close = 2' 'rows blob' 'zhidu --pack policies-works report wages --period 2025-02' 'zhidu --pack policies-works closes'
each works '.' zd_run 'id = 2' 'release as_of period branch made_at author policies params decided left_out failed' 'zhidu runs' 'zhidu replay 2' 'zhidu --pack policies-works close 2025-03' 'zhidu --pack policies-works decisions work.wage --run 2' 'zhidu --pack policies-works test --from 2 W1'
each works '.' zd_stage 'run = 2' 'stage entity rows digest form shape' 'zhidu runs' 'zhidu replay 2' 'zhidu --pack policies-works decisions work.wage --run 2' 'zhidu --pack policies-works close 2025-03'
each works '.' zd_input 'run = 2' 'first count data mark' 'zhidu replay 2' 'zhidu --pack policies-works explain work.wage W1 --run 2' 'zhidu --pack policies-works close 2025-03' 'zhidu --pack policies-works test --from 2 W1'
each works - zd_shape 'id = 1' 'entity table_name columns' 'zhidu replay 2' 'zhidu --pack policies-works decisions work.wage --run 2' 'zhidu --pack policies-works run --period 2025-03' 'zhidu --pack policies-works close 2025-03'
each works - zd_entity 'name = (SELECT min(name) FROM zd_entity)' '"definition"' 'zhidu --pack policies-works list worker' 'zhidu --pack policies-works migrate --dry-run' 'zhidu --pack policies-works run --period 2025-03'

reveals() {
	bend people "$@" 'zhidu --pack policies-people reveals' 'zhidu keys list' 'zhidu --pack policies-people list member --reveal --purpose x' 'zhidu keys rotate' 'zhidu doctor'
}
reveals 'reveal 1' 'a reveal that is gone' 'DELETE FROM zd_reveal'
reveals 'reveal 1' 'a reveal of less' "UPDATE zd_reveal SET fields = '[]', count = 0"
reveals 'reveal 9' 'a reveal that was put in' 'INSERT INTO zd_reveal SELECT 9, made_at, login, person, command, entity, record, condition, fields, count, purpose FROM zd_reveal WHERE id = 1'
reveals 'key 2' 'a key that is gone' 'DELETE FROM zd_key WHERE id = 2'
reveals 'key' 'keys in another order' 'UPDATE zd_key SET id = 3 - id + 100; UPDATE zd_key SET id = id - 100'
each people 'reveal' zd_reveal 'id = 1' 'made_at login person command entity record condition fields count purpose' 'zhidu --pack policies-people reveals' 'zhidu --pack policies-people reveals --format json'
each people 'key' zd_key 'id = 2' 'key made_at author reason sealed' 'zhidu keys list' 'zhidu --pack policies-people list member --reveal --purpose x' 'zhidu keys rotate'

# Tables that are gone. What is no part of the record the audit need not miss.
for table in $(sqlite3 sign.db "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'zd_*'"); do
	gone=$table
	table=
	bend sign - "no table $gone" "DROP TABLE $gone" 'zhidu releases' 'zhidu runs' 'zhidu keys list' 'zhidu --pack policies-sign closes' \
		'zhidu --pack policies-sign pending' 'zhidu reveals' 'zhidu --pack policies-sign run --as-of 2025-06-30' 'zhidu doctor' \
		'zhidu --pack policies-sign migrate --dry-run'
done
rm -rf policies
