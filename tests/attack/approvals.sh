# Approvals and closes of the sign-off shop killed at any moment, and given by two at once.

PATH=$here/../cli:$PATH # `as`
if [ "$(as wu id -un 2>/dev/null)" != wu ]; then
	skip 'approvals' 'no libnss-wrapper'
	return
fi
"$DATA/shop-sign-records/fill" >out 2>&1 || { not_ok 'the book'; cat out; }
zhidu run --as-of 2025-06-30 >out 2>&1 || { not_ok 'run'; cat out; }
cp zhidu.db good.db
told() {
	{ zhidu list grant --format csv; zhidu report grants --as-of 2025-07-01 --format csv; zhidu pending --format csv | cut -d, -f1-3; zhidu audit 2>&1 | sed 's/; head.*//'; } >"$1" 2>&1
}
told before
as he zhidu approve 1 -m good --on 2025-07-01 >out 2>&1 || { not_ok 'approve'; cat out; }
told after
for moment in 0.005 0.01 0.015 0.02 0.025 0.03 0.04 0.06; do
	cp good.db zhidu.db
	rm -f zhidu.db-*
	as he timeout -s KILL $moment zhidu approve 1 -m good --on 2025-07-01 >/dev/null 2>&1
	told now
	if ! cmp -s now before && ! cmp -s now after; then
		not_ok "approve killed after $moment s: neither as before nor as after"
		diff now after | head -n 5
		break
	fi
done
ok 'approve killed: signed and set, or neither'
cp good.db zhidu.db
rm -f zhidu.db-*
as he zhidu approve 1 -m good --on 2025-07-01 >one 2>&1 &
as he zhidu reject 1 -m bad --on 2025-07-01 >two 2>&1
wait
try 'two sign at once: one signature' 0 '0 troubles' 'zhidu audit'
[ "$(zhidu report grants --as-of 2025-07-01 --format csv | grep -cE '^G2,.*(approved|rejected)')" -eq 1 ] || { not_ok 'two sign at once: not exactly one did'; cat one two; }
