# Which parameters move a measure, and measures of a plain what-if.
$ "$DATA/shop-records/fill"
$ zhidu whatif --sensitivity 'sum(voucher)' --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 度量：sum(voucher)，现在 48.02；每个参数下调、上调 10%
|
| 名次  参数                        名称      现值      下调为   度量   相差  上调为     度量    相差
| ----  --------------------------  --------  --------  ------  -----  -----  --------  -----  ------
|    1  member.tier.from.gold       等级起点  1,000.00  900.00  48.02   0.00  1,100.00  27.01  -21.01
|    2  member.voucher.rate.silver  赠券比例  2%        1.8%    47.42  -0.60  2.2%      57.20    9.18
|    3  member.tier.from.silver     等级起点  300.00    270.00  48.02   0.00  330.00    42.02   -6.00
|    4  member.voucher.rate.gold    赠券比例  4%        3.6%    43.82  -4.20  4.4%      52.22    4.20
|
| 没有影响：
|   member.voucher.least
|
| 没有试：
|   member.voucher.rate.plain：现值为零，不能按比例移动
$ zhidu whatif --sensitivity 'sum(voucher)' --step 50% --as-of 2025-06-30 --format csv
| rank,parameter,title,today,down,measure_down,difference_down,up,measure_up,difference_up
| 1,member.tier.from.gold,等级起点,1000.00,500.00,48.02,0.00,1500.00,27.01,-21.01
| 2,member.voucher.rate.gold,赠券比例,0.04,0.02,27.01,-21.01,0.06,69.03,21.01
| 3,member.voucher.rate.silver,赠券比例,0.02,0.01,42.02,-6.00,0.03,62.72,14.70
| 4,member.tier.from.silver,等级起点,300.00,150.00,48.02,0.00,450.00,42.02,-6.00
| 5,member.voucher.least,最低赠券额,5.00,2.50,48.02,0.00,7.50,42.02,-6.00
| ,member.voucher.rate.plain,赠券比例,0,,,,,,
$ zhidu whatif --sensitivity 'count(tier=gold)' --step 70% --as-of 2025-06-30 --format json
| {"baseline":{"release":1,"pack":"release 1","as_of":"2025-06-30"},"changes":[],"measure":"count(tier=gold)","today":1,"step":0.7,"sensitivity":[{"name":"member.tier.from.gold","title":"等级起点","today":1000.00,"down":{"value":300.00,"measure":3,"difference":2},"up":{"value":1700.00,"measure":0,"difference":-1}},{"name":"member.tier.from.silver","title":"等级起点","today":300.00,"down":{"value":90.00,"measure":1,"difference":0},"up":{"value":510.00,"measure":1,"difference":0}}],"no_effect":["member.tier.from.silver"],"not_moved":[]}
$ zhidu whatif --sensitivity 'max(rank)' --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 度量：max(rank)，现在 2；每个参数下调、上调 10%
# The branch's own value where it has one; other changes underneath.
$ zhidu whatif --sensitivity 'sum(voucher)' --branch north --as-of 2025-06-30 --set member.voucher.rate.gold=5%
| 基准：release 1，2025-06-30
| 假设：member.voucher.rate.gold 由 4% 改为 5%
| 度量：sum(voucher)，现在 52.53；每个参数下调、上调 10%
|
| 名次  参数                        名称        现值      下调为   度量   相差  上调为     度量    相差
| ----  --------------------------  ----------  --------  ------  -----  -----  --------  -----  ------
|    1  member.tier.from.gold       等级起点    1,000.00  900.00  52.53   0.00  1,100.00  21.01  -31.52
|    2  member.voucher.rate.silver  赠券比例    2%        1.8%    52.53   0.00  2.2%      61.11    8.58
|    3  member.voucher.least@north  最低赠券额  8.00      7.20    60.33   7.80  8.80      52.53    0.00
|    4  member.voucher.rate.gold    赠券比例    5%        4.5%    47.27  -5.26  5.5%      57.78    5.25
|
| 没有影响：
|   member.tier.from.silver
|
| 没有试：
|   member.voucher.rate.plain：现值为零，不能按比例移动
# A map with a sum: the others give way.
$ printf 'w:\n  title: 权重\n  type: {a: number, b: number, c: number}\n  value: {a: 20, b: 30, c: 50}\n  sum: 100\n' >> policies/params/member.yaml
> sed -i 's/params  = { from = "member.tier.from" }/params  = { from = "member.tier.from", w = "w" }/; s/spent_12m >= param.from.gold/spent_12m * param.w.a >= 20 * param.from.gold and param.w.b > 0 and param.w.c > 0/' policies/rules/member/tier.lua
> zhidu publish --effective 2025-01-01 -m weights >/dev/null 2>&1; zhidu whatif --sensitivity 'sum(voucher)' --step 60% --as-of 2025-06-30
| 基准：release 2，2025-06-30
| 度量：sum(voucher)，现在 48.02；每个参数下调、上调 60%
|
| 名次  参数                        名称        现值      下调为   度量    相差  上调为     度量    相差
| ----  --------------------------  ----------  --------  ------  -----  ------  --------  -----  ------
|    1  member.voucher.rate.gold    赠券比例    4%        1.6%    22.81  -25.21  6.4%      73.23   25.21
|    2  member.tier.from.gold       等级起点    1,000.00  400.00  48.02    0.00  1,600.00  27.01  -21.01
|    3  w.a                         权重        20        8       27.01  -21.01  32        48.02    0.00
|    4  w.b                         权重        30        12      48.02    0.00  48        27.01  -21.01
|    5  w.c                         权重        50        20      48.02    0.00  80        27.01  -21.01
|    6  member.voucher.rate.silver  赠券比例    2%        0.8%    42.02   -6.00  3.2%      64.10   16.08
|    7  member.tier.from.silver     等级起点    300.00    120.00  48.02    0.00  480.00    42.02   -6.00
|    8  member.voucher.least        最低赠券额  5.00      2.00    48.02    0.00  8.00      42.02   -6.00
|
| 没有试：
|   member.voucher.rate.plain：现值为零，不能按比例移动
# A budget question.
$ zhidu whatif member.voucher --set member.voucher.rate.gold=5% --measure 'sum(voucher)' --measure 'mean(voucher)' --as-of 2025-06-30
| 基准：release 2，2025-06-30
| 假设：member.voucher.rate.gold 由 4% 改为 5%
|
|                                   现在                假设                相差
| sum(voucher)                     48.02               58.53               10.51
| mean(voucher)                    12.01               14.63                2.62
$ zhidu whatif --set member.voucher.rate.gold=5% --measure 'sum(voucher)' --as-of 2025-06-30 --format json
| {"baseline":{"release":2,"pack":"release 2","as_of":"2025-06-30"},"changes":[{"kind":"param","name":"member.voucher.rate.gold","value":"5%"}],"measures":[{"measure":"sum(voucher)","before":48.02,"after":58.53,"difference":10.51}],"policies":{"member.voucher":{"subjects":4,"changed":1,"failed":{"before":0,"after":0},"outcomes":{"voucher":{"changed":1,"before":{"sum":48.02,"mean":12.01,"min":0.00,"max":42.02,"count":4},"after":{"sum":58.53,"mean":14.63,"min":0.00,"max":52.53,"count":4},"up":1,"down":0}},"by":[],"movers":[{"subject":"M1","outcome":"voucher","before":42.02,"after":52.53}]}},"no_effect":[]}
$ zhidu whatif --set member.voucher.rate.gold=5% --measure 'sum(tier.voucher)' --as-of 2025-06-30
! zhidu: column 5: sum(tier.voucher): no policy 'tier'
! More: zhidu help whatif
= 2
# As a page; not over a span, and not kept.
$ zhidu whatif --sensitivity 'sum(voucher)' --as-of 2025-06-30 --html page.html >/dev/null && grep -c 'member.tier.from.gold' page.html
| 2
$ zhidu whatif --sensitivity 'sum(voucher)' --as-of 2025-06-30 --html page.html
! zhidu: page.html is there already; --force writes over it
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher)' --save kept
! zhidu: --save keeps comparisons, not what --sweep, --seek or --sensitivity finds
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher)' --from 2025-01 --to 2025-02
! zhidu: --sensitivity and --from exclude each other
! More: zhidu help whatif
= 2
$ zhidu whatif --set member.voucher.least=3 --measure 'sum(voucher)' --from 2025-01 --to 2025-02
! zhidu: --measure and --from exclude each other
! More: zhidu help whatif
= 2
# Wrong usage.
$ zhidu whatif --sensitivity 'sum(voucher)' --step 0%
! zhidu: --step: '0%' is not between 0% and 100%
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher)' --step 100%
! zhidu: --step: '100%' is not between 0% and 100%
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher)' --step much
! zhidu: --step: wants a rate such as 0.04 or 4%, got "much"
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher'
! zhidu: column 12: sum(voucher: 'sum(voucher' is no measure such as sum(OUTCOME) or count(OUTCOME=VALUE)
! More: zhidu help whatif
= 2
$ zhidu whatif --set member.voucher.least=3 --step 5%
! zhidu: --step goes with --sensitivity
! More: zhidu help whatif
= 2
$ zhidu whatif --set member.voucher.least=3 --format csv
! zhidu: csv is for --sweep, --seek and --sensitivity
! More: zhidu help whatif
= 2
$ zhidu whatif --sensitivity 'sum(voucher)' --seek 'sum(voucher)=3' --vary member.voucher.least=1:2
! zhidu: --sweep, --seek and --sensitivity exclude one another
! More: zhidu help whatif
= 2
