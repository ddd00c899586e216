# A limit on money: a release by which more is given, or less, than the pack allows waits for somebody else.
$ "$DATA/shop-sign-records/fill"
$ cat >policies/rules/grant/cost.lua <<'END'
> return {
>   title = "赠券成本", clause = "G1", subject = "grant",
>   needs = { "amount" }, params = { self = "grant.self" },
>   gives = { cost = { "money", title = "成本" } },
>   decide = function(grant, param)
>     because("G1", "不少于 {1:money}", param.self)
>     return { cost = math.max(grant.amount, param.self) }
>   end,
> }
> END
$ printf 'publish: {approver: chief, policies: {grant.cost: {money: 100.00}}}\n' >>policies/pack.yaml
$ zhidu publish --effective 2025-01-01 --as-of 2025-06-30 -m '定出金额限度' | tail -1
| release 2, in force from 2025-01-01
$ sed -i 's/value: 10$/value: 20/' policies/params/grant.yaml
$ zhidu publish --effective 2025-02-01 --as-of 2025-06-30 -m '稍微放宽' | tail -1
| release 3, in force from 2025-02-01
$ sed -i 's/value: 20$/value: 90/' policies/params/grant.yaml
$ zhidu publish --effective 2025-03-01 --as-of 2025-06-30 -m '大为放宽'
| 影响：与版本 3 相比，记录截至 2025-06-30，按 2025-03-01 起的规定
| 制度      代号        期间  对象  改变  金额    增加  减少  不能决定
| --------  ----------  ----  ----  ----  ----  ------  ----  --------
| 赠券成本  grant.cost           7     3  成本  110.00  0.00
| 赠券审批  grant.size           7     5
|
| 制度      分公司  对象  改变  金额    增加  减少
| --------  ------  ----  ----  ----  ------  ----
| 赠券成本  north      4     3  成本  110.00  0.00
| 赠券审批  north      4     2
| 赠券审批  south      3     3
|
| 超过限度，须由“chief”批准：
| 赠券成本（grant.cost）：成本增加 110.00，限度 100.00
|
| release 4 is proposed; it is in force from 2025-03-01 once it is approved: zhidu approve release-4 -m WHY
