# Changes that no case notices: operators, values of parameters, bounds of decision tables.
$ cp -r "$DATA/shop" policies
$ zhidu test --mutate
| member.ranking: 1 of 1 mutants noticed
| rules/member/tier.lua:14:29: not noticed: ">=" -> ">"
| params/member.yaml:5:10: not noticed: member.tier.from.silver "300.00" -> "300.01"
| params/member.yaml:5:10: not noticed: member.tier.from.silver "300.00" -> "299.99"
| member.tier: 3 of 6 mutants noticed
| rules/member/voucher.lua:11:25: not noticed: "<" -> "<="
| rules/member/voucher.lua:16:16: not noticed: "<" -> "<="
| params/member.yaml:12:24: not noticed: member.voucher.rate.silver "0.02" -> "0.01"
| params/member.yaml:12:24: not noticed: member.voucher.rate.plain "0" -> "0.01"
| params/member.yaml:12:24: not noticed: member.voucher.rate.plain "0" -> "-0.01"
| params/member.yaml:12:71: not noticed: member.voucher.rate.silver "0.02" -> "0.03"
| params/member.yaml:12:71: not noticed: member.voucher.rate.silver "0.02" -> "0.01"
| params/member.yaml:12:71: not noticed: member.voucher.rate.plain "0" -> "0.01"
| params/member.yaml:12:71: not noticed: member.voucher.rate.plain "0" -> "-0.01"
| params/member.yaml:19:10: not noticed: member.voucher.least "5.00" -> "5.01"
| params/member.yaml:19:10: not noticed: member.voucher.least "5.00" -> "4.99"
| branches/north/params.yaml:2:10: not noticed: member.voucher.least "8.00" -> "8.01"
| branches/north/params.yaml:2:10: not noticed: member.voucher.least "8.00" -> "7.99"
| member.voucher: 5 of 18 mutants noticed
| 9 of 25 mutants noticed
$ zhidu test --mutate --threshold 100 member.tier >/dev/null
! zhidu: 3 of 6 mutants noticed: less than 100
= 1
$ zhidu test --mutate --threshold 90% member.ranking | tail -1
| 1 of 1 mutants noticed
$ zhidu test --mutate no.such.policy
! zhidu: no policy 'no.such.policy'
! More: zhidu help test
= 2
$ zhidu test --mutate --threshold many
! zhidu: --threshold wants a percentage such as 95%, got "many"
! More: zhidu help test
= 2
$ zhidu test --seconds 3
! zhidu: --seconds goes with --mutate
! More: zhidu help test
= 2

# A case that stands on the boundary notices.
$ sed -i 's/given: {spent_12m: 0}/given: {spent_12m: 299.99}/' policies/cases/member/tier.yaml
$ printf '  - name: 三百元整\n    given: {spent_12m: 300}\n    expect: {tier: silver}\n' >>policies/cases/member/tier.yaml
$ zhidu test --mutate member.tier
| member.tier: 6 of 6 mutants noticed
| 6 of 6 mutants noticed

# Decision tables: bounds moved, opened and closed; numbers that come out.
$ mkdir policies/tables; cat >policies/tables/gift.yaml <<'EOF'
> gift:
>   title: 礼品
>   hit: first
>   inputs:
>     spent_12m: {type: money}
>   outputs:
>     points: {type: int}
>   rows:
>     - [">= 100", 5]
>     - ["[10..100)", 2]
>   default: [0]
> EOF
$ cat >policies/rules/member/gift.lua <<'EOF'
> return {
>   title = "礼品", clause = "S1 5", subject = "member", needs = { "spent_12m" }, tables = { gift = "gift" },
>   gives = { points = "int" },
>   decide = function(member, _, tables)
>     local points, i = tables.gift{ spent_12m = member.spent_12m }.points, 0
>     while i < 3 do
>       i = i + 1 -- a mutant of it never ends
>     end
>     if points > 0 and i >= 3 then
>       because("S1 5", "{1}", points + 1)
>     end
>     return { points = points }
>   end,
> }
> EOF
$ cat >policies/cases/member/gift.yaml <<'EOF'
> policy: member.gift
> cases:
>   - name: 一百
>     given: {spent_12m: 100}
>     expect: {points: 5}
>   - name: 十元
>     given: {spent_12m: 10}
>     expect: {points: 2}
> EOF
$ zhidu test member.gift
| member.gift: 2 passed, 0 failed; 6 of 6 lines ran
| gift: 2 of 3 rows counted, not 3
| 6 of 6 lines of policies ran
| 2 of 3 rows of decision tables counted
| 2 passed, 0 failed
$ zhidu test --threshold 80% member.gift | tail -1
| 2 passed, 0 failed
! zhidu: 2 of 3 rows of decision tables counted: less than 80%
$ zhidu test --mutate --junit mutants.xml member.gift
| rules/member/gift.lua:6:13: not noticed: "<" -> "<="
| rules/member/gift.lua:9:15: not noticed: ">" -> ">="
| rules/member/gift.lua:9:19: not noticed: "and" -> "or"
| rules/member/gift.lua:9:25: not noticed: ">=" -> ">"
| tables/gift.yaml:9:7: not noticed: gift row 1 spent_12m ">= 100.00" -> ">= 99.99"
| tables/gift.yaml:10:7: not noticed: gift row 2 spent_12m "[10.00..100.00)" -> "[9.99..100.00)"
| tables/gift.yaml:10:7: not noticed: gift row 2 spent_12m "[10.00..100.00)" -> "[10.00..100.01)"
| tables/gift.yaml:10:7: not noticed: gift row 2 spent_12m "[10.00..100.00)" -> "[10.00..99.99)"
| member.gift: 7 of 15 mutants noticed
| 7 of 15 mutants noticed
$ grep -c testcase mutants.xml; grep -c '<failure' mutants.xml; grep -m1 -A1 'testcase.*">' mutants.xml
| 23
| 8
| <testcase classname="member.gift" name="mutant 6:13 &quot;&lt;&quot; -&gt; &quot;&lt;=&quot;">
| <failure message="rules/member/gift.lua:6">no case noticed the mutant</failure>

# Cases that fail already notice everything: nothing is tried on them.
$ sed -i 's/points: 5/points: 6/' policies/cases/member/gift.yaml
$ zhidu test --mutate member.gift
| member.gift: its cases fail as they are
| 0 of 0 mutants noticed
! zhidu: policies with cases that fail already: 1
= 1
