# Many values of a parameter over one reading of the records.
$ "$DATA/shop-records/fill"
$ zhidu whatif --sweep member.tier.from.gold=350:1250:150 --as-of 2025-06-30
| 基准：release 1，2025-06-30
|
| 等级起点 gold        会员等级 改变  等级 gold  等级 silver  等级 plain  赠券 改变  赠券额 合计  赠券额 平均
| -------------  ----  -------------  ---------  -----------  ----------  ---------  -----------  -----------
|      1,000.00  现在              0          1            2           1          0        48.02        12.01
|        350.00                    1          2            1           1          1        63.62        15.91
|        500.00                    0          1            2           1          0        48.02        12.01
|        650.00                    0          1            2           1          0        48.02        12.01
|        800.00                    0          1            2           1          0        48.02        12.01
|        950.00                    0          1            2           1          0        48.02        12.01
|      1,100.00                    1          0            3           1          1        27.01         6.75
|      1,250.00                    1          0            3           1          1        27.01         6.75
$ zhidu whatif member.voucher --sweep member.voucher.rate.gold=2%:6%:1% --as-of 2025-06-30 --by branch
| 基准：release 1，2025-06-30
|
| 赠券比例 gold          改变  赠券额 合计  赠券额 平均
| -------------  ------  ----  -----------  -----------
|            4%  现在       0        48.02        12.01
|            2%             1        27.01         6.75
|            3%             1        37.52         9.38
|            4%  ← 现在     0        48.02        12.01
|            5%             1        58.53        14.63
|            6%             1        69.03        17.26
|
| 赠券比例 gold  制度            分组   对象  改变  赠券额 合计    相差
| -------------  --------------  -----  ----  ----  -----------  ------
|            2%  member.voucher  north     2     1        21.01  -21.01
|            2%  member.voucher  south     2     0         6.00    0.00
|            3%  member.voucher  north     2     1        31.52  -10.50
|            3%  member.voucher  south     2     0         6.00    0.00
|            4%  member.voucher  north     2     0        42.02    0.00
|            4%  member.voucher  south     2     0         6.00    0.00
|            5%  member.voucher  north     2     1        52.53   10.51
|            5%  member.voucher  south     2     0         6.00    0.00
|            6%  member.voucher  north     2     1        63.03   21.01
|            6%  member.voucher  south     2     0         6.00    0.00
# Measures, with what they differ by; the point that is today's is marked.
$ zhidu whatif --sweep member.voucher.rate.gold=2%:6%:1% --as-of 2025-06-30 --measure 'sum(voucher)' --measure 'share(tier=gold)'
| 基准：release 1，2025-06-30
|
| 赠券比例 gold          赠券 赠券额 合计    相差  会员等级 等级 gold 占比  相差
| -------------  ------  ----------------  ------  -----------------------  ----
|            4%  现在               48.02    0.00                      25%    0%
|            2%                     27.01  -21.01                      25%    0%
|            3%                     37.52  -10.50                      25%    0%
|            4%  ← 现在             48.02    0.00                      25%    0%
|            5%                     58.53   10.51                      25%    0%
|            6%                     69.03   21.01                      25%    0%
$ zhidu whatif --sweep member.voucher.rate.gold=6%:2%:-2% --as-of 2025-06-30 --measure 'mean(member.voucher.voucher)' --format csv
| member.voucher.rate.gold,today,mean(member.voucher.voucher),difference mean(member.voucher.voucher)
| 0.06,false,17.26,5.25
| 0.04,true,12.01,0.00
| 0.02,false,6.75,-5.26
$ zhidu whatif --sweep member.voucher.rate.gold=2%,4% --as-of 2025-06-30 --by branch --format csv
| member.voucher.rate.gold,policy,group,subjects,changed,sum(member.voucher.voucher),difference sum(member.voucher.voucher)
| 0.02,member.voucher,north,2,1,21.01,-21.01
| 0.02,member.voucher,south,2,0,6.00,0.00
| 0.04,member.voucher,north,2,0,42.02,0.00
| 0.04,member.voucher,south,2,0,6.00,0.00
# A point is what the same --set alone gives.
$ zhidu whatif member.voucher --set member.tier.from.gold=350 --as-of 2025-06-30 --format json | grep -o '"policies":{.*}}' >set
> zhidu whatif member.voucher --sweep member.tier.from.gold=350 --as-of 2025-06-30 --format json | grep -o '"policies":{.*}}' >point
> cut -c1-290 set >a; cut -c1-290 point >b; cut -c1-118 a; cmp a b && echo the same
| "policies":{"member.voucher":{"subjects":4,"changed":1,"failed":{"before":0,"after":0},"outcomes":{"voucher":{"changed
| the same
# A grid of two; other changes underneath.
$ zhidu whatif --sweep member.tier.from.gold=350,1000 --sweep member.tier.from.silver=200:300:100 --as-of 2025-06-30 --measure 'count(tier=gold)'
| 基准：release 1，2025-06-30
|
| 等级起点 gold  等级起点 silver          等级 gold  相差
| -------------  ---------------  ------  ---------  ----
|      1,000.00           300.00  现在            1     0
|        350.00           200.00                  2     1
|        350.00           300.00                  2     1
|      1,000.00           200.00                  1     0
|      1,000.00           300.00  ← 现在          1     0
$ zhidu whatif --sweep member.tier.from.gold=200,350 --sweep member.tier.from.silver=50:150:100 --as-of 2025-06-30 --measure 'sum(voucher)' --set member.voucher.rate.gold=10%
| 基准：release 1，2025-06-30
| 假设：member.voucher.rate.gold 由 4% 改为 10%
|
| 等级起点 gold  等级起点 silver        赠券额 合计    相差
| -------------  ---------------  ----  -----------  ------
|      1,000.00           300.00  现在        48.02    0.00
|        200.00            50.00             174.05  126.03
|        200.00           150.00             174.05  126.03
|        350.00            50.00             150.05  102.03
|        350.00           150.00             150.05  102.03
$ zhidu whatif --sweep member.tier.from.gold=350,1000 --with M2.spent_12m=2000 --as-of 2025-06-30 --measure 'count(tier=gold)' --format json
| {"baseline":{"release":1,"pack":"release 1","as_of":"2025-06-30"},"changes":[{"kind":"with","name":"M2.spent_12m","value":"2000"}],"sweep":{"name":"member.tier.from.gold","title":"等级起点","unit":"元","today":1000.00,"measures":{"count(tier=gold)":1},"points":[{"value":350.00,"today":false,"measures":{"count(tier=gold)":3}},{"value":1000.00,"today":true,"measures":{"count(tier=gold)":2}}]},"no_effect":[]}
$ zhidu whatif --sweep member.tier.from.gold=350 --where 'branch = south' --as-of 2025-06-30 --measure 'count(tier=silver)'
| 基准：release 1，2025-06-30
|
| 等级起点 gold        等级 silver  相差
| -------------  ----  -----------  ----
|      1,000.00  现在            1     0
|        350.00                  1     0
$ zhidu whatif --sweep member.voucher.least@north=1:9:4 --as-of 2025-06-30 --branch north --measure 'sum(voucher)'
| 基准：release 1，2025-06-30
|
| 最低赠券额 (north)        赠券额 合计  相差
| ------------------  ----  -----------  ----
|               8.00  现在        42.02  0.00
|               1.00              49.82  7.80
|               5.00              49.82  7.80
|               9.00              42.02  0.00
# Without effect.
$ zhidu whatif --sweep member.tier.from.gold=700:900:100 --as-of 2025-06-30
| 基准：release 1，2025-06-30
| 扫描：没有任何影响
$ zhidu whatif --sweep member.tier.from.gold=700,900 --as-of 2025-06-30 --format json | grep -o '"no_effect.*'
| "no_effect":["member.tier.from.gold"]}
# What is not allowed is refused with the value.
$ zhidu whatif --sweep member.tier.from.gold=200:400:100 --as-of 2025-06-30
! zhidu: params/member.yaml:2:1: member.tier.from.gold=200: member.tier.from: silver: 300.00 comes after 200.00, but the values must be descending
= 3
$ zhidu whatif --sweep member.voucher.least@north=8:12:2 --as-of 2025-06-30
! zhidu: params/member.yaml:16:1: member.voucher.least@north=12: branch north goes beyond the guardrail of member.voucher.least: 12.00 is above the maximum 10.00
= 5
$ zhidu whatif --sweep member.voucher.rate.gold=8%:12%:1% --as-of 2025-06-30
! zhidu: params/member.yaml:9:1: member.voucher.rate.gold=0.11: member.voucher.rate: gold: 11% is above the maximum 10% for each number
= 3
# Wrong usage.
$ zhidu whatif --sweep member.tier.form.gold=1:2:1
! zhidu: --sweep: no parameter 'member.tier.form.gold'; did you mean 'member.tier.from'?
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from=1:2:1
! zhidu: --sweep: member.tier.from is a map: name one of its keys, as member.tier.from.gold
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1:2
! zhidu: --sweep: '1:2' is not FROM:TO:STEP
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=5:2:1
! zhidu: --sweep: '5:2:1' is empty: its step leads away from its end
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=5:9:0
! zhidu: --sweep: '5:9:0' has a step of nothing
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=5:9:x
! zhidu: column 27: --sweep: wants money in yuan with at most two decimals, got "x"
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1:9:0.001
! zhidu: column 27: --sweep: wants money in yuan with at most two decimals, got "0.001"
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1:100000:1
! zhidu: --sweep: 'member.tier.from.gold=1:100000:1' has too many points: at most 400
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1:30:1 --sweep member.tier.from.silver=1:30:1
! zhidu: --sweep: a grid of 900 points is too large: at most 400
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1 --sweep member.tier.from.gold=2
! zhidu: --sweep: member.tier.from.gold is given twice
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1 --sweep member.tier.from.silver=2 --sweep member.voucher.least=1
! zhidu: --sweep is given 3 times: at most two parameters make a grid
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold
! zhidu: 'member.tier.from.gold' is not NAME=FROM:TO:STEP or NAME=V1,V2
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=,
! zhidu: --sweep: 'member.tier.from.gold=,' has an empty value
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.voucher.least@west=1
! zhidu: --sweep: no branch 'west'
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'sum(tier)'
! zhidu: column 5: sum(tier): sum(…) wants a number, tier is enum
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'summ(voucher)'
! zhidu: column 1: summ(voucher): there is no measure 'summ'; did you mean 'sum'? (count, share, sum, mean, min and max)
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'sum(vouchr)'
! zhidu: column 5: sum(vouchr): there is no outcome 'vouchr'; did you mean 'voucher'?
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'count(tier=golden)'
! zhidu: column 12: count(tier=golden): tier: wants one of gold, silver, plain, got "golden"; did you mean "gold"?
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'sum(member.vouchr.voucher)'
! zhidu: column 5: sum(member.vouchr.voucher): no policy 'member.vouchr'; did you mean 'member.voucher'?
! More: zhidu help whatif
= 2
$ zhidu whatif --sweep member.tier.from.gold=1000 --measure 'sum(voucher'
! zhidu: column 12: sum(voucher: 'sum(voucher' is no measure such as sum(OUTCOME) or count(OUTCOME=VALUE)
! More: zhidu help whatif
= 2
