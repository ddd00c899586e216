# Cases just under, at and just over the line of each number, for people to look over.
$ cp -r "$DATA/shop" policies
$ zhidu test --boundaries member.tier
| # 边界用例：由 zhidu test --boundaries --write 生成，请逐条核对；重新生成会覆盖本文件。
| policy: member.tier
| cases:
|   # member.tier.from.gold = 1000.00（由用例“一千元整是金卡”改来）
|   - name: member.tier.from.gold 以下 spent_12m 999.99
|     given: {spent_12m: 999.99}
|     expect: {tier: silver}
|     reasons: [S1 2.1]
|   - name: member.tier.from.gold 正好 spent_12m 1000.00
|     given: {spent_12m: 1000.00}
|     expect: {tier: gold}
|     reasons: [S1 2.1]
|   - name: member.tier.from.gold 以上 spent_12m 1000.01
|     given: {spent_12m: 1000.01}
|     expect: {tier: gold}
|     reasons: [S1 2.1]
|   # member.tier.from.silver = 300.00（由用例“一千元整是金卡”改来）
|   - name: member.tier.from.silver 以下 spent_12m 299.99
|     given: {spent_12m: 299.99}
|     expect: {tier: plain}
|     reasons: [S1 2.1]
|   - name: member.tier.from.silver 正好 spent_12m 300.00
|     given: {spent_12m: 300.00}
|     expect: {tier: silver}
|     reasons: [S1 2.1]
|   - name: member.tier.from.silver 以上 spent_12m 300.01
|     given: {spent_12m: 300.01}
|     expect: {tier: silver}
|     reasons: [S1 2.1]
! numbers with a boundary: 2 of 2, cases: 6, files: 0
$ zhidu test --boundaries --write
! numbers with a boundary: 6 of 9, cases: 15, files: 2
$ ls policies/cases/member; cat policies/cases/member/voucher.boundary.yaml
| ranking.yaml
| tier.boundary.yaml
| tier.yaml
| voucher.boundary.yaml
| voucher.yaml
| # 边界用例：由 zhidu test --boundaries --write 生成，请逐条核对；重新生成会覆盖本文件。
| # 没有找到转折的参数：
| #   member.voucher.rate.plain (2024-01-01)
| #   member.voucher.rate.silver (2026-01-01)
| #   member.voucher.rate.plain (2026-01-01)
| policy: member.voucher
| cases:
|   # member.voucher.rate.gold (2024-01-01) = 0.04，member.voucher.least = 5.00（由用例“金卡二〇二五年按百分之四”改来）
|   - name: member.voucher.rate.gold (2024-01-01) 以下 spent_12m 124.87
|     as_of: 2025-06-30
|     given: {spent_12m: 124.87, tier: gold}
|     expect: {voucher: 0.00}
|     reasons: [S1 2.2, S1 2.3]
|   - name: member.voucher.rate.gold (2024-01-01) 正好 spent_12m 124.88
|     as_of: 2025-06-30
|     given: {spent_12m: 124.88, tier: gold}
|     expect: {voucher: 5.00}
|     reasons: [S1 2.2]
|   - name: member.voucher.rate.gold (2024-01-01) 以上 spent_12m 124.89
|     as_of: 2025-06-30
|     given: {spent_12m: 124.89, tier: gold}
|     expect: {voucher: 5.00}
|     reasons: [S1 2.2]
|   # member.voucher.rate.silver (2024-01-01) = 0.02（由用例“北店的起点”改来）
|   - name: member.voucher.rate.silver (2024-01-01) 以下 spent_12m 399.74
|     as_of: 2025-06-30
|     branch: north
|     given: {spent_12m: 399.74, tier: silver}
|     expect: {voucher: 0.00}
|     reasons: [S1 2.2, S1 2.3]
|   - name: member.voucher.rate.silver (2024-01-01) 正好 spent_12m 399.75
|     as_of: 2025-06-30
|     branch: north
|     given: {spent_12m: 399.75, tier: silver}
|     expect: {voucher: 8.00}
|     reasons: [S1 2.2]
|   - name: member.voucher.rate.silver (2024-01-01) 以上 spent_12m 399.76
|     as_of: 2025-06-30
|     branch: north
|     given: {spent_12m: 399.76, tier: silver}
|     expect: {voucher: 8.00}
|     reasons: [S1 2.2]
|   # member.voucher.rate.gold (2026-01-01) = 0.05（由用例“金卡二〇二六年按百分之五”改来）
|   - name: member.voucher.rate.gold (2026-01-01) 以下 spent_12m 99.89
|     as_of: 2026-06-30
|     given: {spent_12m: 99.89, tier: gold}
|     expect: {voucher: 0.00}
|     reasons: [S1 2.2, S1 2.3]
|   - name: member.voucher.rate.gold (2026-01-01) 正好 spent_12m 99.90
|     as_of: 2026-06-30
|     given: {spent_12m: 99.90, tier: gold}
|     expect: {voucher: 5.00}
|     reasons: [S1 2.2]
|   - name: member.voucher.rate.gold (2026-01-01) 以上 spent_12m 99.91
|     as_of: 2026-06-30
|     given: {spent_12m: 99.91, tier: gold}
|     expect: {voucher: 5.00}
|     reasons: [S1 2.2]
$ zhidu test | tail -2; zhidu test --mutate member.tier | tail -1
| 22 of 22 lines of policies ran
| 23 passed, 0 failed
| 6 of 6 mutants noticed

# Again: the same bytes, for what they were made from is the other cases.
$ cp policies/cases/member/voucher.boundary.yaml before; zhidu test --boundaries --write 2>/dev/null; cmp before policies/cases/member/voucher.boundary.yaml

# A parameter changed: the old lines fail, new ones are drawn.
$ sed -i 's/silver: 300/silver: 250/' policies/params/member.yaml; zhidu test member.tier | grep -c failed:
| 1
$ zhidu test --boundaries --write member.tier; grep -c '249.99' policies/cases/member/tier.boundary.yaml
| 2
! numbers with a boundary: 2 of 2, cases: 6, files: 1

# Nothing to begin from, nothing written.
$ rm policies/cases/member/tier*; zhidu test --boundaries --write member.tier; ls policies/cases/member | grep -c tier
| 0
! numbers with a boundary: 0 of 0, cases: 0, files: 0
= 1
$ zhidu test --boundaries nothing
! zhidu: no policy 'nothing'
! More: zhidu help test
= 2
$ zhidu test --boundaries --mutate
! zhidu: --from, --mutate, --boundaries and --update exclude each other
! More: zhidu help test
= 2
$ zhidu test --boundaries --policy member.tier
! zhidu: --policy goes with --from, --write with --from or --boundaries
! More: zhidu help test
= 2

# A loop over a number is bounded like any decision.
$ cat >policies/rules/member/loop.lua <<'EOF'
> return {
>   title = "循环", clause = "S1 7", subject = "member", needs = { "visits_12m" }, params = { least = "member.voucher.least" },
>   gives = { many = "bool" },
>   decide = function(member, param)
>     local n = 0
>     for _ = 1, member.visits_12m do n = n + 1 end
>     return { many = n * 100 > param.least }
>   end,
> }
> EOF
$ printf 'policy: member.loop\ncases:\n  - {name: 一, given: {visits_12m: 3}, expect: {many: false}}\n' >policies/cases/member/loop.yaml
$ zhidu test --boundaries member.loop | grep 'name\|expect'
|   - name: member.voucher.least 以下 visits_12m 4
|     expect: {many: false}
|   - name: member.voucher.least 正好 visits_12m 5
|     expect: {many: false}
|   - name: member.voucher.least 以上 visits_12m 6
|     expect: {many: true}
! numbers with a boundary: 1 of 1, cases: 3, files: 0
