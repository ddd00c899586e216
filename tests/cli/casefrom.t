# Cases made from decisions on record.
$ "$DATA/shop-records/fill"
$ zhidu run --as-of 2025-06-30 2>/dev/null | tail -1
|   1        1         4       12         0       0
$ zhidu test --from 1 M1 --policy member.voucher
|   - name: 取自运行 1 的 M1
|     as_of: 2025-06-30
|     branch: north
|     given: {spent_12m: 1050.50, tier: gold}
|     expect: {voucher: 42.02}
|     reasons: [S1 2.2]
$ zhidu test --from 1 M1 --policy member.ranking
|   - name: 取自运行 1 的 M1
|     as_of: 2025-06-30
|     given:
|       - {id: "M1", spent_12m: 1050.50}
|       - {id: "M3", spent_12m: 390.00}
|     expect:
|       - {rank: 1}
|       - {rank: 2}
$ zhidu test --from 1 M1
! zhidu: run 1 decided several policies: say which with --policy
! More: zhidu help test
= 2
$ zhidu test --from 1 M9 --policy member.tier
! zhidu: run 1 has no member 'M9'
= 3
$ zhidu test --from 9 M1 --policy member.tier
! zhidu: there is no run 9
= 3
$ zhidu test --from 1 --policy member.tier
! zhidu: --from wants one SUBJECT
! More: zhidu help test
= 2
$ zhidu test --write
! zhidu: --policy goes with --from, --write with --from or --boundaries
! More: zhidu help test
= 2
$ zhidu test --from 1 --mutate M1
! zhidu: --from, --mutate, --boundaries and --update exclude each other
! More: zhidu help test
= 2

# Into the file, whose other bytes stay; once only; and it passes.
$ cp policies/cases/member/voucher.yaml before
$ zhidu test --from 1 M1 --policy member.voucher --write
! added to cases/member/voucher.yaml
$ diff before policies/cases/member/voucher.yaml
| 20a21,26
| >   - name: 取自运行 1 的 M1
| >     as_of: 2025-06-30
| >     branch: north
| >     given: {spent_12m: 1050.50, tier: gold}
| >     expect: {voucher: 42.02}
| >     reasons: [S1 2.2]
= 1
$ zhidu test member.voucher | tail -1
| 5 passed, 0 failed
$ zhidu test --from 1 M1 --policy member.voucher --write
! zhidu: cases/member/voucher.yaml would not be right any more: a case of this name is in line 21
= 3

# A file that is not there yet, and one that the case cannot be added to.
$ rm policies/cases/member/ranking.yaml; zhidu test --from 1 M1 --policy member.ranking --write; cat policies/cases/member/ranking.yaml
| policy: member.ranking
| cases:
|   - name: 取自运行 1 的 M1
|     as_of: 2025-06-30
|     given:
|       - {id: "M1", spent_12m: 1050.50}
|       - {id: "M3", spent_12m: 390.00}
|     expect:
|       - {rank: 1}
|       - {rank: 2}
! added to cases/member/ranking.yaml
$ printf 'cases:\n  - {name: 一, given: {spent_12m: 1}, expect: {tier: plain}}\npolicy: member.tier\n' >policies/cases/member/tier.yaml
$ zhidu test --from 1 M1 --policy member.tier --write
! zhidu: cases/member/tier.yaml would not be right any more: mapping values are not allowed in this context
= 3
$ cat policies/cases/member/tier.yaml
| cases:
|   - {name: 一, given: {spent_12m: 1}, expect: {tier: plain}}
| policy: member.tier

# What is sensitive no policy reads, so it does not land in a case.
$ cat >policies/rules/member/call.lua <<'EOF'
> return {
>   title = "电话", clause = "S1 6", subject = "member", needs = { "name", "kind?", "joined_on?" },
>   gives = { number = "text?", long = "bool" },
>   decide = function(member)
>     because("S1 6, S2", "有电话")
>     return { number = member.name, long = text.length(member.name) > 6 }
>   end,
> }
> EOF
$ printf 'policy: member.tier\ncases:\n  - {name: 一, given: {spent_12m: 1}, expect: {tier: plain}}\n' >policies/cases/member/tier.yaml
$ sed 's/"name"/"phone?", &/' policies/rules/member/call.lua >call.lua; cp policies/rules/member/call.lua kept; cp call.lua policies/rules/member/call.lua; zhidu check | grep sensitive; cp kept policies/rules/member/call.lua
| rules/member/call.lua:2:64: error: member.phone is sensitive: it is kept encrypted, and no policy, fact or condition may read it [unknown-name]
! errors: 1, warnings: 3
$ zhidu publish --effective 2020-01-01 -m 电话 >/dev/null 2>&1
$ zhidu run member.call --as-of 2025-06-30 >/dev/null 2>&1; zhidu test --from 2 M1 | tee made; grep -c 1380 made
|   - name: 取自运行 2 的 M1
|     as_of: 2025-06-30
|     given: {name: "林一", kind: private, joined_on: 2023-05-01}
|     expect: {number: "林一", long: false}
|     reasons: ["S1 6, S2"]
| 0
= 1
$ zhidu test --from 2 M1 --write; zhidu test member.call | tail -1
| 1 passed, 0 failed
! added to cases/member/call.yaml

# The files have changed since: the case is what the run decided, and says so.
$ sed -i 's/> 6/>= 0/' policies/rules/member/call.lua; zhidu test --from 2 M2 --write
! zhidu: note: the files decide otherwise than run 2 did: long: expected false, got true
! added to cases/member/call.yaml
# Lists are written as `zhidu fmt` leaves them.
$ cat >policies/rules/member/parts.lua <<'END'
> -- 拆分
> return {
>   title   = "拆分",
>   clause  = "S1 4",
>   subject = "member",
>   needs   = { tier = "member.tier.tier" },
>   gives   = { parts = { "list", title = "各份" } },
>
>   decide = function(member)
>     return { parts = { member.tier, "a,b: c", "\"" } }
>   end,
> }
> END
$ zhidu run member.parts --as-of 2025-06-30 --draft --format csv | cut -d, -f1,4
| run,decided
| 3,8
$ zhidu test --from 3 M1 --policy member.parts
|   - name: 取自运行 3 的 M1
|     as_of: 2025-06-30
|     given: {tier: gold}
|     expect: {parts: ["gold", "a,b: c", "\""]}
