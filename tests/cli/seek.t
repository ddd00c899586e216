# The value of a parameter at which a measure is what is wanted.
$ "$DATA/shop-records/fill"
$ zhidu whatif --seek 'sum(voucher)=58.53' --vary member.voucher.rate.gold=0%:10% --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 目标：sum(voucher) = 58.53，member.voucher.rate.gold 从 0% 到 10%
| 现在：4% 时 sum(voucher) = 48.02
|
| 结果：5% 时 sum(voucher) = 58.53（正好达到目标）
|   随参数上升而上升；试了 5 个值，合 3.5 次全部计算
$ zhidu whatif --seek 'sum(voucher)=60' --vary member.voucher.rate.gold=0%:10% --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 目标：sum(voucher) = 60.00，member.voucher.rate.gold 从 0% 到 10%
| 现在：4% 时 sum(voucher) = 48.02
|
| 结果：5.14% 时 sum(voucher) = 60.00（正好达到目标）
|   随参数上升而上升；试了 10 个值，合 5.7 次全部计算
$ zhidu whatif --seek 'sum(voucher)<=60' --vary member.voucher.rate.gold=0%:10%:1% --as-of 2025-06-30 --format json
| {"baseline":{"release":1,"pack":"release 1","as_of":"2025-06-30"},"changes":[],"seek":{"measure":"sum(voucher)","comparison":"<=","target":60.00,"vary":{"name":"member.voucher.rate.gold","from":0,"to":0.1,"today":0.04},"today":48.02,"status":"bound","found":{"value":0.05,"measure":58.53},"below":{"value":0.05,"measure":58.53},"above":{"value":0.06,"measure":69.03},"shape":"rising","tried":[{"value":0,"measure":6.00},{"value":0.02,"measure":27.01},{"value":0.05,"measure":58.53},{"value":0.06,"measure":69.03},{"value":0.1,"measure":111.05}],"evaluations":3.50}}
$ zhidu whatif --seek 'count(tier=gold)=2' --vary member.tier.from.gold=301:5000:1 --as-of 2025-06-30 --format csv
| member.tier.from.gold,count(tier=gold),found
| 301.00,2,true
| 1475.00,0,false
| 2650.00,0,false
| 3823.00,0,false
| 5000.00,0,false
$ zhidu whatif --seek 'count(tier=gold)=4' --vary member.tier.from.gold=301:5000 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 目标：count(tier=gold) = 4，member.tier.from.gold 从 301.00 到 5,000.00
| 现在：1,000.00 时 count(tier=gold) = 1
|
| 结果：301.00 时 count(tier=gold) = 2（达不到目标，这是试过的值中最接近的）
|   低于目标的一侧：301.00 时 count(tier=gold) = 2
|   随参数上升而下降；试了 5 个值，合 5.0 次全部计算
$ zhidu whatif --seek 'share(tier=plain)>=50%' --vary member.tier.from.silver=0:999 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 目标：share(tier=plain) >= 50%，member.tier.from.silver 从 0.00 到 999.00
| 现在：300.00 时 share(tier=plain) = 25%
|
| 结果：300.01 时 share(tier=plain) = 50%（满足条件的最后一个值，再过一步就不满足）
|   低于目标的一侧：300.00 时 share(tier=plain) = 25%
|   高于目标的一侧：300.01 时 share(tier=plain) = 50%
|   随参数上升而上升；试了 34 个值，合 26.0 次全部计算
$ zhidu whatif --seek 'mean(voucher)>=0' --vary member.voucher.least=0:50 --as-of 2025-06-30 --where 'branch = south'
| 基准：release 1，2025-06-30
| 目标：mean(voucher) >= 0.00，member.voucher.least 从 0.00 到 50.00
| 现在：5.00 时 mean(voucher) = 3.00
|
| 结果：12.50 时 mean(voucher) = 0.00（试过的值都满足条件，这是最接近目标的）
|   高于目标的一侧：12.50 时 mean(voucher) = 0.00
|   随参数上升而下降；试了 5 个值，合 3.5 次全部计算
$ zhidu whatif --seek 'sum(voucher)=150' --vary member.voucher.rate.gold=0%:10% --set member.tier.from.gold=350 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 假设：member.tier.from.gold 由 1,000.00 改为 350
| 目标：sum(voucher) = 150.00，member.voucher.rate.gold 从 0% 到 10%
| 现在：4% 时 sum(voucher) = 48.02
|
| 结果：10% 时 sum(voucher) = 150.05（没有正好达到目标的值，这是最接近的）
|   低于目标的一侧：9.99% 时 sum(voucher) = 149.90
|   高于目标的一侧：10% 时 sum(voucher) = 150.05
|   随参数上升而上升；试了 8 个值，合 7.2 次全部计算
$ zhidu whatif --seek 'sum(voucher)=150' --vary member.voucher.rate.gold=0%:10% --with M2.spent_12m=2000 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 假设：M2.spent_12m = 2000
| 目标：sum(voucher) = 150.00，member.voucher.rate.gold 从 0% 到 10%
| 现在：4% 时 sum(voucher) = 48.02
|
| 结果：4.92% 时 sum(voucher) = 150.08（没有正好达到目标的值，这是最接近的）
|   低于目标的一侧：4.91% 时 sum(voucher) = 149.78
|   高于目标的一侧：4.92% 时 sum(voucher) = 150.08
|   随参数上升而上升；试了 8 个值，合 7.8 次全部计算
# An end that the parameter or a guardrail does not allow.
$ zhidu whatif --seek 'sum(voucher)=60' --vary member.voucher.rate.gold=0%:20% --as-of 2025-06-30
! zhidu: params/member.yaml:9:1: member.voucher.rate.gold=0.15: member.voucher.rate: gold: 15% is above the maximum 10% for each number
= 3
$ zhidu whatif --seek 'sum(voucher)=60' --vary member.voucher.least@north=1:20 --as-of 2025-06-30
! zhidu: params/member.yaml:16:1: member.voucher.least@north=10.5: branch north goes beyond the guardrail of member.voucher.least: 10.50 is above the maximum 10.00
= 5
# Wrong usage.
$ zhidu whatif --seek 'sum(voucher)=60'
! zhidu: --seek wants --vary NAME=LO:HI
! More: zhidu help whatif
= 2
$ zhidu whatif --vary member.voucher.least=1:20
! zhidu: --vary goes with --seek
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)' --vary member.voucher.least=1:20
! zhidu: column 13: --seek: 'sum(voucher)' is not MEASURE=VALUE, as sum(OUTCOME)=100; also <= and >=
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)<5' --vary member.voucher.least=1:20
! zhidu: column 13: --seek: 'sum(voucher)<5' is not MEASURE=VALUE, as sum(OUTCOME)=100; also <= and >=
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=abc' --vary member.voucher.least=1:20
! zhidu: column 14: --seek: sum(voucher): wants money in yuan with at most two decimals, got "abc"
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'count(tier=gold)=1.5' --vary member.voucher.least=1:20
! zhidu: column 18: --seek: count(tier=gold): wants a whole number, got "1.5"
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(vouchr)=5' --vary member.voucher.least=1:20
! zhidu: column 5: sum(vouchr): there is no outcome 'vouchr'; did you mean 'voucher'?
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=5' --vary member.voucher.lest=1:20
! zhidu: --vary: no parameter 'member.voucher.lest'; did you mean 'member.voucher.least'?
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=5' --vary member.voucher.least=20:1
! zhidu: --vary: '20:1' is empty: its step leads away from its end
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=5' --vary member.voucher.least=1
! zhidu: --vary: '1' is not LO:HI or LO:HI:STEP
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=5' --vary member.voucher.least
! zhidu: --vary: 'member.voucher.least' is not NAME=LO:HI
! More: zhidu help whatif
= 2
$ zhidu whatif --seek 'sum(voucher)=5' --vary member.voucher.least=1:2 --sweep member.voucher.least=1
! zhidu: --sweep, --seek and --sensitivity exclude one another
! More: zhidu help whatif
= 2
# What comes near a target without meeting it is told with all its digits.
$ cp -r "$DATA/shop" numbers; cat >numbers/rules/member/points.lua <<'END'
> -- 积分
> return {
>   title   = "积分",
>   clause  = "S1 4",
>   subject = "member",
>   needs   = { "spent_12m" },
>   params  = { least = "member.voucher.least" },
>   gives   = { points = "number" },
>
>   decide = function(member, param)
>     return { points = 31 + member.spent_12m / 100000000 / (param.least + 1) }
>   end,
> }
> END
$ zhidu --pack numbers --book n.db init && for e in branch member sale; do zhidu --book n.db import $e "$DATA/shop-records/$e.csv" 2>/dev/null; done
$ zhidu --book n.db --pack numbers whatif --seek 'mean(points)=31.000001' --vary member.voucher.least=0:50 --as-of 2025-06-30 --where 'spent_12m > 0'
| 基准：release 1，2025-06-30
| 目标：mean(points) = 31.000001，member.voucher.least 从 0.00 到 50.00
| 现在：5.00 时 mean(points) = 31.000000799059805
|
| 结果：2.49 时 mean(points) = 31.000000999459008（没有正好达到目标的值，这是最接近的）
|   低于目标的一侧：2.49 时 mean(points) = 31.000000999459008
|   高于目标的一侧：2.48 时 mean(points) = 31.00000100106543
|   随参数上升而下降；试了 25 个值，合 19.4 次全部计算
