# One line in, one line out; a bad line does not stop the others.
$ cp -r "$DATA/shop" policies
$ echo '{"id":"M1","spent_12m":1000}' | zhidu eval member.tier
| {"policy":"member.tier","subject":"M1","outcome":{"tier":"gold"},"reasons":[{"clause":"S1 2.1","text":"近十二个月消费 1,000.00"}]}
$ cat > members.jsonl <<'EOF'
> {"id":"M1","spent_12m":1500.5,"tier":"gold"}
>
> {"id":"M2","tier":"gold"}
> not json
> {"id":"M4","spent_12m":-1,"tier":"plain"}
> {"id":"M5","spent_12m":1,"tier":"iron"}
> {"id":"M6","spent_12m":300.00,"tier":"silver"}
> EOF
$ zhidu eval member.voucher members.jsonl --as-of 2025-06-30
| {"policy":"member.voucher","subject":"M1","outcome":{"voucher":60.02},"reasons":[{"clause":"S1 2.2","text":"按 4% 计 60.02"}]}
| {"error":{"line":3,"field":"spent_12m","message":"member M2: spent_12m is missing"}}
| {"error":{"line":4,"message":"expected a value"}}
| {"error":{"line":5,"message":"消费额是负数","place":"rules/member/voucher.lua:12"}}
| {"error":{"line":6,"field":"tier","message":"wants one of gold, silver, plain, got \"iron\""}}
| {"policy":"member.voucher","subject":"M6","outcome":{"voucher":6.00},"reasons":[{"clause":"S1 2.2","text":"按 2% 计 6.00"}]}
! 4 of 6 lines could not be decided
= 4
$ zhidu eval member.voucher --input members.jsonl --as-of 2026-06-30 --branch north 2>/dev/null | tail -n 1
| {"policy":"member.voucher","subject":"M6","outcome":{"voucher":0.00},"reasons":[{"clause":"S1 2.2","text":"按 2% 计 6.00"},{"clause":"S1 2.3","text":"不足 8.00 不赠"}]}
$ head -n 1 members.jsonl | zhidu eval member.voucher - --as-of 2025-06-30 --param member.voucher.least=50 --param member.voucher.rate.gold=3%
| {"policy":"member.voucher","subject":"M1","outcome":{"voucher":0.00},"reasons":[{"clause":"S1 2.2","text":"按 3% 计 45.02"},{"clause":"S1 2.3","text":"不足 50.00 不赠"}]}
$ head -n 3 members.jsonl | zhidu eval member.voucher --as-of 2025-06-30
| {"policy":"member.voucher","subject":"M1","outcome":{"voucher":60.02},"reasons":[{"clause":"S1 2.2","text":"按 4% 计 60.02"}]}
| {"error":{"line":3,"field":"spent_12m","message":"member M2: spent_12m is missing"}}
! 1 of 2 lines could not be decided
= 3
$ echo '[{"id":"M1","spent_12m":1},{"id":"M2","spent_12m":2}]' | zhidu eval member.ranking
| [{"policy":"member.ranking","subject":"M1","outcome":{"rank":2},"reasons":[]},{"policy":"member.ranking","subject":"M2","outcome":{"rank":1},"reasons":[]}]
$ echo '{"spent_12m":1}' | zhidu eval member.teir
! zhidu: no policy 'member.teir'; did you mean 'member.tier'?
! More: zhidu help eval
= 2
$ echo '{"spent_12m":1}' | zhidu eval member.tier --param member.teir=1
! zhidu: no parameter 'member.teir'
! More: zhidu help eval
= 2
$ zhidu eval member.tier nowhere.jsonl
! zhidu: nowhere.jsonl: No such file or directory
= 3
$ zhidu eval member.tier .
! zhidu: .: Is a directory
= 3
$ zhidu eval member.tier --as-of 2025-02-30
! zhidu: '2025-02-30' is no date such as 2025-11-30
! More: zhidu help eval
= 2

# A line may have 16 MiB; a longer one takes no more memory than that, and the next is read as ever.
$ { head -c 17000000 /dev/zero | tr '\0' x; echo; echo '{"spent_12m":5}'; } | zhidu eval member.tier
| {"error":{"line":1,"message":"the line is longer than 16 MiB"}}
| {"policy":"member.tier","outcome":{"tier":"plain"},"reasons":[{"clause":"S1 2.1","text":"近十二个月消费 5.00"}]}
! 1 of 2 lines could not be decided
= 3

# The answer to a line comes before the next is read.
$ mkfifo in out; zhidu eval member.tier <in >out & exec 3>in 4<out; echo '{"spent_12m":1}' >&3; read -r line <&4; echo "$line"; echo '{"spent_12m":2000}' >&3; read -r line <&4; echo "$line"
| {"policy":"member.tier","outcome":{"tier":"plain"},"reasons":[{"clause":"S1 2.1","text":"近十二个月消费 1.00"}]}
| {"policy":"member.tier","outcome":{"tier":"gold"},"reasons":[{"clause":"S1 2.1","text":"近十二个月消费 2,000.00"}]}

# A full disk is noticed.
$ echo '{"spent_12m":5}' | zhidu eval member.tier >/dev/full
! zhidu: standard output: No space left on device
= 3
