# Why a decision is what it is, and what a change would do.
$ "$DATA/shop-records/fill"
$ zhidu explain member.voucher M1 --as-of 2025-06-30
| 赠券 (member.voucher)  会员 M1  2025-06-30  release 1
|
| 结果
|   赠券额 = 42.02
|
| 理由
|   [S1 2.2] 按 4% 计 42.02
|
| 依据的数据
|   近十二个月消费额 (spent_12m) = 1,050.50  [facts/sales.sql]
|   等级 (tier) = gold  [member.tier]
|
| 参数
|   赠券比例 (member.voucher.rate) = gold: 4%, silver: 2%, plain: 0%  [集团 params/member.yaml:12]
|   最低赠券额 (member.voucher.least) = 8.00  [分公司 north branches/north/params.yaml:2] 暂定
|
| 经过 (rules/member/voucher.lua)
|     11  if member.spent_12m < 0 then
|     14  local voucher = money.times(member.spent_12m, param.rate[member.tier])
|           voucher = 4202
|     15  because("S1 2.2", "按 {1:percent} 计 {2:money}", param.rate[member.tier], voucher)
|     16  if voucher < param.least then
|     20  return { voucher = voucher }
|
| 怎样会不同
|   近十二个月消费额 1,050.50 → 1,050.63：赠券额 42.02 → 42.03
|   近十二个月消费额 1,050.50 → 1,050.37：赠券额 42.02 → 42.01
|   等级 gold → silver：赠券额 42.02 → 21.01
|   等级 gold → plain：赠券额 42.02 → 0.00
# What it would take: one input, a number reached exactly, of a set with its whole group.
$ zhidu explain member.tier M4 --as-of 2025-06-30 --reach 'tier = gold' | sed -n '/怎样达到/,$p'
| 怎样达到 tier = gold
|   近十二个月消费额 (spent_12m) 0.00 → 1,000.00（+1,000.00）
$ zhidu explain member.voucher M1 --as-of 2025-06-30 --reach 'voucher >= 50' --format json | sed 's/.*"reach"/"reach"/'
| "reach":{"goal":"voucher >= 50","met":false,"ways":[[{"input":"spent_12m","title":"近十二个月消费额","from":1050.50,"to":1249.88}]]}}
$ zhidu explain member.voucher M1 --as-of 2025-06-30 --reach 'voucher = 0' --change spent_12m | sed -n '/怎样达到/,$p'
| 怎样达到 voucher = 0
|   近十二个月消费额 (spent_12m) 1,050.50 → 399.74（-650.76）
# The nearest other outcome of a set: the whole group is decided for it. What runs once a member is told three times.
$ zhidu explain member.ranking M1 --as-of 2025-06-30 | sed -n '/^结果/,/^理由/p; /^经过/,$p'
| 结果
|   名次 = 1
|
| 理由
| 经过 (rules/member/ranking.lua)
|     11  local order = {}
|           order = {}
|     12  for i = 1, #members do
|           i = 1
|     13  order[i] = i
|           i = 2
|     13  order[i] = i
|     15  table.sort(order, function(a, b) return members[a].spent_12m > members[b].spent_12m end)
|     15  table.sort(order, function(a, b) return members[a].spent_12m > members[b].spent_12m end)
|     16  local outcomes = {}
|           outcomes = {}
|     17  for rank, i in ipairs(order) do
|           rank = 1
|           i = 1
|     18  outcomes[i] = { rank = rank }
|           rank = 2
|           i = 2
|     18  outcomes[i] = { rank = rank }
|     20  return outcomes
|
| 怎样会不同
|   近十二个月消费额 1,050.50 → 389.99：名次 1 → 2
$ zhidu explain member.ranking M1 --as-of 2025-06-30 --format json | sed 's/.*"nearest"/"nearest"/'
| "nearest":[{"input":"spent_12m","from":1050.50,"to":389.99,"outcome":"rank","was":1,"becomes":2}]}
$ for n in 5 6 7; do echo "M$n,会员$n,north"; done | sed '1i id,name,branch' >more.csv
$ cp zhidu.db more.db; zhidu --book more.db import member more.csv
! read 3, written 3, bad 0, duplicates 0, left out 0
$ zhidu --book more.db explain member.ranking M1 --as-of 2025-06-30 | sed -n '/rank, i in/,$p'
|     17  for rank, i in ipairs(order) do
|           rank = 1
|           i = 1
|     18  outcomes[i] = { rank = rank }
|           rank = 2
|           i = 2
|     18  outcomes[i] = { rank = rank }
|           rank = 3
|           i = 3
|     18  outcomes[i] = { rank = rank }
|           rank = 4
|           i = 4
|     20  return outcomes
|   … 另有 13 行（同一行最多列 3 次），见 --format json
|
| 怎样会不同
|   近十二个月消费额 1,050.50 → 389.99：名次 1 → 2
$ zhidu explain member.ranking M2 --as-of 2025-06-30 --reach 'rank = 1' | sed -n '/怎样达到/,$p'
| 怎样达到 rank = 1
|   现在就是如此
$ zhidu explain member.ranking M2 --as-of 2025-06-30 --reach 'rank = 7' | sed -n '/怎样达到/,$p'
| 怎样达到 rank = 7
|   改动一项、两项数据，或补齐所缺的数据，都达不到
$ zhidu explain member.tier M1 --as-of 2025-06-30 --reach 'tier = gold' | sed -n '/怎样达到/,$p'
| 怎样达到 tier = gold
|   现在就是如此
$ zhidu explain member.tier M1 --as-of 2025-06-30 --reach 'teir = gold'
! zhidu: column 1: --reach: there is no column "teir"; did you mean "tier"?
! More: zhidu help explain
= 2
$ zhidu explain member.tier M1 --as-of 2025-06-30 --reach 'tier = silver' --change spent
! zhidu: member.tier has no input 'spent' that could change; there are spent_12m
! More: zhidu help explain
= 2
$ zhidu explain member.tier M1 --as-of 2025-06-30 --change spent
! zhidu: --change goes with --reach
! More: zhidu help explain
= 2
$ zhidu explain member.voucher M9 --as-of 2025-06-30
! zhidu: no member 'M9'
= 3
$ zhidu explain member.vouchr M1
! zhidu: no policy 'member.vouchr'; did you mean 'member.voucher'?
! More: zhidu help explain
= 2
$ zhidu whatif --scenario lower --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 假设：member.tier.from 由 gold: 1,000.00, silver: 300.00 改为 {"gold": 800,"silver": 300}  —— 没有任何影响
|
| 会员等级 (member.tier)：4 个对象，0 个改变
|
| 赠券 (member.voucher)：4 个对象，0 个改变
$ zhidu whatif --set member.tier.from.gold=800 --as-of 2025-06-30 --by branch
| 基准：release 1，2025-06-30
| 假设：member.tier.from.gold 由 1,000.00 改为 800  —— 没有任何影响
|
| 会员等级 (member.tier)：4 个对象，0 个改变
|
| 赠券 (member.voucher)：4 个对象，0 个改变
$ zhidu whatif --set member.tier.from.gold=350 --as-of 2025-06-30 --by branch
| 基准：release 1，2025-06-30
| 假设：member.tier.from.gold 由 1,000.00 改为 350
|
| 会员等级 (member.tier)：4 个对象，1 个改变
|
|   等级 (tier)：1 个改变
|     现在 ＼ 假设                gold        silver         plain          合计
|     gold                           1             0             0             1
|     silver                         1             1             0             2
|     plain                          0             0             1             1
|     合计                           2             1             1
|
|   分组
|                                 对象          改变
|     north                          2             1
|     south                          2             0
|
| 赠券 (member.voucher)：4 个对象，1 个改变
|
|   赠券额 (voucher)：1 个改变
|                                       现在                假设                相差
|     合计                             48.02               63.62               15.60
|     平均                             12.01               15.91                3.90
|     最小                              0.00                0.00                0.00
|     最大                             42.02               42.02                0.00
|     增加 1，减少 0
|
|   分组
|                                 对象          改变              赠券额
|     north                          2             1               15.60
|     south                          2             0                0.00
|
|   变动最大 (赠券额)
|     M3                                0.00               15.60
$ zhidu whatif --with M2.spent_12m=2000 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 假设：M2.spent_12m = 2000
|
| 门店内排名 (member.ranking)：4 个对象，0 个改变
|
| 会员等级 (member.tier)：4 个对象，1 个改变
|
|   等级 (tier)：1 个改变
|     现在 ＼ 假设                gold        silver         plain          合计
|     gold                           1             0             0             1
|     silver                         1             1             0             2
|     plain                          0             0             1             1
|     合计                           2             1             1
|
| 赠券 (member.voucher)：4 个对象，1 个改变
|
|   赠券额 (voucher)：1 个改变
|                                       现在                假设                相差
|     合计                             48.02              122.02               74.00
|     平均                             12.01               30.51               18.50
|     最小                              0.00                0.00                0.00
|     最大                             42.02               80.00               37.98
|     增加 1，减少 0
|
|   变动最大 (赠券额)
|     M2                                6.00               80.00
$ zhidu whatif --set member.tier.form=1
! zhidu: no parameter 'member.tier.form'; did you mean 'member.tier.from'?
! More: zhidu help whatif
= 2
$ zhidu whatif --set member.tier.from.gold=1000 --as-of 2025-06-30 --format json
| {"baseline":{"release":1,"pack":"release 1","as_of":"2025-06-30"},"changes":[{"kind":"param","name":"member.tier.from.gold","value":"1000"}],"policies":{"member.tier":{"subjects":4,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"tier":{"changed":0,"before":{"gold":1,"silver":2,"plain":1},"after":{"gold":1,"silver":2,"plain":1},"moves":[]}},"by":[],"movers":[]},"member.voucher":{"subjects":4,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"voucher":{"changed":0,"before":{"sum":48.02,"mean":12.01,"min":0.00,"max":42.02,"count":4},"after":{"sum":48.02,"mean":12.01,"min":0.00,"max":42.02,"count":4},"up":0,"down":0}},"by":[],"movers":[]}},"no_effect":["member.tier.from.gold"]}
