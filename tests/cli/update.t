# Expectations brought up to date: each change told, the rest of the files as it was.
$ cp -r "$DATA/shop" policies; cp -r policies before
$ zhidu test --update; echo $?
| 0
! no expectation to update
$ diff -r before policies

# A threshold moves: outcomes and reasons follow; comments, quotes and layout stay.
$ cat >policies/cases/member/tier.yaml <<'EOF'
> # 等级用例，逐条核对过
> policy: member.tier
> cases:
>   - name: 一千元整是金卡   # 界限
>     given: {spent_12m: 1000}
>     expect: {"tier": 'gold'}   # 原为金卡
>     reasons: [ S1 2.1 ]
>   - name: 三百元是银卡
>     given: {spent_12m: 300}
>     expect:
>       # 银卡
>       tier: silver
>     reasons:
>       - S1 9
>       - S1 2.1
>   - name: 没有写明
>     given: {spent_12m: 2000}
>     expect: {tier: }
> EOF
$ cp policies/cases/member/tier.yaml old.yaml
$ zhidu param set member.tier.from.gold 1500
$ zhidu test member.tier --update; echo $?
| cases/member/tier.yaml:4: member.tier: 一千元整是金卡
|     tier: "gold" → "silver"
| cases/member/tier.yaml:8: member.tier: 三百元是银卡
|     reasons: S1 9, S1 2.1 → S1 2.1
| cases/member/tier.yaml:15: member.tier: 没有写明
|     tier: null → "gold"
| 0
! cases updated: 3, files changed: 1; read the difference before you keep it
$ diff old.yaml policies/cases/member/tier.yaml
| 6c6
| <     expect: {"tier": 'gold'}   # 原为金卡
| ---
| >     expect: {"tier": 'silver'}   # 原为金卡
| 14d13
| <       - S1 9
| 18c17
| <     expect: {tier: }
| ---
| >     expect: {tier: gold}
= 1
$ zhidu test member.tier
| member.tier: 3 passed, 0 failed; 6 of 6 lines ran
| 6 of 6 lines of policies ran
| 3 passed, 0 failed

# Windows lines.
$ sed -i 's/$/\r/' policies/cases/member/tier.yaml; sed -i 's/tier: gold}/tier: plain}/' policies/cases/member/tier.yaml
$ zhidu test member.tier --update; grep -c "$(printf '\r')\$" policies/cases/member/tier.yaml; wc -l <policies/cases/member/tier.yaml
| cases/member/tier.yaml:15: member.tier: 没有写明
|     tier: "plain" → "gold"
| 17
| 17
! cases updated: 1, files changed: 1; read the difference before you keep it

# Money with its two decimals, a set, and what cannot be put right: it stays, is told, and the status is 1.
$ cat >policies/cases/member/voucher.yaml <<'EOF'
> policy: member.voucher
> cases:
>   - name: 金卡
>     as_of: 2025-06-30
>     given: {spent_12m: 1000, tier: gold}
>     expect: {voucher: 39}
>     reasons: [S1 2.2, S1 2.3]
>   - name: 现在不再是错
>     as_of: 2025-06-30
>     given: {spent_12m: 10, tier: plain}
>     error: 消费额是负数
>   - name: 现在是错
>     as_of: 2025-06-30
>     given: {spent_12m: -1, tier: plain}
>     expect: {voucher: 0}
>   - name: 没有这个输入
>     given: {spent: 1, tier: plain}
>     expect: {voucher: 0}
>   - name: 没有这个结果
>     given: {spent_12m: 1000, tier: gold}
>     expect: {voucher: 1, vouchers: 0}
>   - name: 理由里有注释
>     as_of: 2025-06-30
>     given: {spent_12m: 100, tier: gold}
>     expect: {voucher: 1}
>     reasons:
>       - S1 2.2   # 比例
>       - S1 2.3   # 起点
>       - S1 9
> EOF
$ cat >policies/cases/member/ranking.yaml <<'EOF'
> policy: member.ranking
> cases:
>   - name: 两人
>     given: [{id: M1, spent_12m: 10}, {id: M2, spent_12m: 30}]
>     expect: [{rank: 1}, {rank: 2}]
>   - name: 少写一人
>     given:
>       - {id: M1, spent_12m: 10}
>       - {id: M2, spent_12m: 30}
>     expect:
>       - {rank: 1}
>   - name: 共用一个期望
>     given:
>       - {id: M1, spent_12m: 10}
>       - {id: M2, spent_12m: 30}
>     expect: {rank: 1}
> EOF
$ cp -r policies before2; zhidu test --update
| cases/member/ranking.yaml:3: member.ranking: 两人
|     [1] rank: 1 → 2
|     [2] rank: 2 → 1
| cases/member/voucher.yaml:3: member.voucher: 金卡
|     voucher: 39.00 → 40.00
|     reasons: S1 2.2, S1 2.3 → S1 2.2
| cases/member/ranking.yaml:6: failed: member.ranking: 少写一人
|     expected 1 outcomes, got 2
|     [1] rank: expected 1, got 2
| cases/member/ranking.yaml:12: failed: member.ranking: 共用一个期望
|     [1] rank: expected 1, got 2
| cases/member/voucher.yaml:8: failed: member.voucher: 现在不再是错
|     expected an error with '消费额是负数', got a decision
| cases/member/voucher.yaml:12: failed: member.voucher: 现在是错
|     failed: 消费额是负数 (rules/member/voucher.lua:12)
| cases/member/voucher.yaml:16: failed: member.voucher: 没有这个输入
|     cases/member/voucher.yaml:17:13: member.voucher needs no 'spent'
| cases/member/voucher.yaml:19: failed: member.voucher: 没有这个结果
|     voucher: expected 1.00, got 50.00
|     cases/member/voucher.yaml:21:26: member.voucher gives no 'vouchers'
| cases/member/voucher.yaml:22: failed: member.voucher: 理由里有注释
|     voucher: expected 1.00, got 0.00
|     reasons: expected S1 2.2, S1 2.3, S1 9; got S1 2.2, S1 2.3
|     a comment stands within the value; edit it by hand
! cases updated: 2, files changed: 2; read the difference before you keep it
! cases that still fail: 7
= 1
$ diff -r before2 policies
| diff -r before2/cases/member/ranking.yaml policies/cases/member/ranking.yaml
| 5c5
| <     expect: [{rank: 1}, {rank: 2}]
| ---
| >     expect: [{rank: 2}, {rank: 1}]
| diff -r before2/cases/member/voucher.yaml policies/cases/member/voucher.yaml
| 6,7c6,7
| <     expect: {voucher: 39}
| <     reasons: [S1 2.2, S1 2.3]
| ---
| >     expect: {voucher: 40.00}
| >     reasons: [S1 2.2]
= 1

# Nothing is left to do: nothing is written, and what fails is told again.
$ cp -r policies before3; zhidu test member.voucher --update; diff -r before3 policies
| cases/member/voucher.yaml:8: failed: member.voucher: 现在不再是错
|     expected an error with '消费额是负数', got a decision
| cases/member/voucher.yaml:12: failed: member.voucher: 现在是错
|     failed: 消费额是负数 (rules/member/voucher.lua:12)
| cases/member/voucher.yaml:16: failed: member.voucher: 没有这个输入
|     cases/member/voucher.yaml:17:13: member.voucher needs no 'spent'
| cases/member/voucher.yaml:19: failed: member.voucher: 没有这个结果
|     voucher: expected 1.00, got 50.00
|     cases/member/voucher.yaml:21:26: member.voucher gives no 'vouchers'
| cases/member/voucher.yaml:22: failed: member.voucher: 理由里有注释
|     voucher: expected 1.00, got 0.00
|     reasons: expected S1 2.2, S1 2.3, S1 9; got S1 2.2, S1 2.3
|     a comment stands within the value; edit it by hand
! no expectation to update
! cases that still fail: 5

# Boundary cases are made anew for the policies of which a case failed, and for no others.
$ cp before/cases/member/*.yaml policies/cases/member/; zhidu param set member.tier.from.gold 1000; zhidu test --boundaries --write
! numbers with a boundary: 6 of 9, cases: 15, files: 2
$ zhidu test | tail -1
| 23 passed, 0 failed
$ zhidu param set member.tier.from.silver 200
$ cp policies/cases/member/tier.boundary.yaml old.yaml
$ zhidu test --update
| cases/member/tier.boundary.yaml: made anew, cases: 6
! cases updated: 0, files changed: 1; read the difference before you keep it
$ diff old.yaml policies/cases/member/tier.boundary.yaml
| 17,19c17,19
| <   # member.tier.from.silver = 300.00（由用例“一千元整是金卡”改来）
| <   - name: member.tier.from.silver 以下 spent_12m 299.99
| <     given: {spent_12m: 299.99}
| ---
| >   # member.tier.from.silver = 200.00（由用例“一千元整是金卡”改来）
| >   - name: member.tier.from.silver 以下 spent_12m 199.99
| >     given: {spent_12m: 199.99}
| 22,23c22,23
| <   - name: member.tier.from.silver 正好 spent_12m 300.00
| <     given: {spent_12m: 300.00}
| ---
| >   - name: member.tier.from.silver 正好 spent_12m 200.00
| >     given: {spent_12m: 200.00}
| 26,27c26,27
| <   - name: member.tier.from.silver 以上 spent_12m 300.01
| <     given: {spent_12m: 300.01}
| ---
| >   - name: member.tier.from.silver 以上 spent_12m 200.01
| >     given: {spent_12m: 200.01}
= 1
$ zhidu test | tail -1
| 23 passed, 0 failed

# A pack that is not right is left alone.
$ echo 'policy: [' >policies/cases/member/wrong.yaml; zhidu test --update
! cases/member/wrong.yaml:2:1: error: while parsing a flow node: did not find expected node content [yaml-syntax]
! zhidu: cases/member/wrong.yaml:2:1: while parsing a flow node: did not find expected node content
= 1
$ rm policies/cases/member/wrong.yaml

# What it does not go with.
$ zhidu test --update --boundaries
! zhidu: --from, --mutate, --boundaries and --update exclude each other
! More: zhidu help test
= 2
$ zhidu test --update --mutate
! zhidu: --from, --mutate, --boundaries and --update exclude each other
! More: zhidu help test
= 2
$ zhidu test --update --from 1 I1
! zhidu: --from, --mutate, --boundaries and --update exclude each other
! More: zhidu help test
= 2
$ zhidu test --update --junit x.xml
! zhidu: --junit and --threshold do not go with --update
! More: zhidu help test
= 2
$ zhidu test --update nothing
! zhidu: no policy 'nothing'
! More: zhidu help test
= 2
$ LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 zhidu test --update --threshold 90
! zhidu: --junit、--threshold 不能与 --update 合用
! 详见： zhidu help test
= 2
