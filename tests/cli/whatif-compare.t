# A what-if can be kept, and two kept ones stand side by side.
$ "$DATA/shop-records/fill"
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --save gold.json >/dev/null
$ zhidu whatif --set member.tier.from.gold=800 --set member.voucher.least=1 --as-of 2025-06-30 --where 'spent_12m > 0' --save least.json >/dev/null
$ zhidu whatif compare gold.json least.json
| 甲：release 1，2025-06-30
|   member.tier.from.gold = 380
| 乙：release 1，2025-06-30，只看 spent_12m > 0
|   member.tier.from.gold = 800
|   member.voucher.least = 1
|
| 制度      结果    期间  数额    甲的现在  乙的现在  甲的假设  乙的假设  乙比甲
| --------  ------  ----  ------  --------  --------  --------  --------  ------
| 会员等级                改变                               1         0      -1
| 会员等级  等级          gold           1         1         2         1      -1
| 会员等级  等级          silver         2         2         1         2      +1
| 会员等级  等级          plain          1                   1
| 赠券                    改变                               1         0      -1
| 赠券      赠券额        合计       48.02     48.02     63.62     48.02  -15.60
| 赠券      赠券额        平均       12.01     16.01     15.91     16.01   +0.10
$ zhidu whatif compare gold.json gold.json --format csv
| policy,outcome,period,figure,base_a,base_b,scenario_a,scenario_b,difference
| member.tier,,,changed,,,1,1,0
| member.tier,tier,,gold,1,1,2,2,0
| member.tier,tier,,silver,2,2,1,1,0
| member.tier,tier,,plain,1,1,1,1,0
| member.voucher,,,changed,,,1,1,0
| member.voucher,voucher,,sum,48.02,48.02,63.62,63.62,0
| member.voucher,voucher,,mean,12.01,12.01,15.91,15.91,0
$ zhidu whatif compare gold.json least.json --format json | head -3
| [
| {"policy":"member.tier","outcome":"","period":"","figure":"changed","base_a":null,"base_b":null,"scenario_a":1,"scenario_b":0,"difference":-1},
| {"policy":"member.tier","outcome":"tier","period":"","figure":"gold","base_a":1,"base_b":1,"scenario_a":2,"scenario_b":1,"difference":-1},
$ rm -rf policies zhidu.db*; zhidu whatif compare gold.json least.json --html page.html >/dev/null; grep -c '<td class="n">\|</tr>' page.html
| 8
$ grep -o '<p>[^<]*' page.html
| <p>甲：release 1，2025-06-30
| <p>  member.tier.from.gold = 380
| <p>乙：release 1，2025-06-30，只看 spent_12m &gt; 0
| <p>  member.tier.from.gold = 800
| <p>  member.voucher.least = 1

# Over months.
$ "$DATA/shop-months-records/fill"
$ zhidu whatif month.bonus quarter.award --scenario spring --from 2025-04 --to 2025-06 --save spring.json >/dev/null
$ zhidu whatif month.bonus --set month.bonus.rate=2% --from 2025-05 --to 2025-06 --save rate.json >/dev/null
$ zhidu whatif compare spring.json rate.json
| 甲：四月起放宽，六月起再放宽，release 1，2025-04 至 2025-06
|   month.grade.from = {"A": 300,"B": 100}，自 2025-04-01 起
|   month.grade.from = {"A": 200,"B": 100}，自 2025-06-01 起
| 乙：release 1，2025-05 至 2025-06
|   month.bonus.rate = 2%
| 两者的基准不同
|
| 制度      结果        期间     数额  甲的现在  乙的现在  甲的假设  乙的假设      乙比甲
| --------  ----------  -------  ----  --------  --------  --------  --------  ----------
| 月度返利              2025-04  改变                             0
| 月度返利  返利        2025-04  合计    584.53              584.53
| 月度返利  返利        2025-04  平均     14.61               14.61
| 月度返利  级别        2025-04  合计        80                  80
| 月度返利  级别        2025-04  平均         2                   2
| 月度返利              2025-05  改变                             0        32         +32
| 月度返利  返利        2025-05  合计    809.12    809.12    809.12    988.87     +179.75
| 月度返利  返利        2025-05  平均     20.23     20.23     20.23     24.72       +4.49
| 月度返利  级别        2025-05  合计        80        80        80        80           0
| 月度返利  级别        2025-05  平均         2         2         2         2           0
| 月度返利              2025-06  改变                            40        33          -7
| 月度返利  返利        2025-06  合计  1,026.93    884.94  1,091.06  1,089.93       -1.13
| 月度返利  返利        2025-06  平均     25.67     22.12     27.28     27.25       -0.03
| 月度返利  级别        2025-06  合计        85        80        90        80         -10
| 月度返利  级别        2025-06  平均     2.125         2      2.25         2       -0.25
| 季度奖                2025Q2   改变                            18
| 季度奖    季度奖      2025Q2   合计    980.00            1,440.00
| 季度奖    季度奖      2025Q2   平均     24.50               36.00
| 季度奖    计入的月份  2025Q2   合计       120                 120
| 季度奖    计入的月份  2025Q2   平均         3                   3
| 月度返利              合计     改变                            40        65         +25
| 月度返利  返利        合计     合计  2,420.58  1,694.06  2,484.71  2,078.80     -405.91
| 月度返利  返利        合计     平均     20.17     21.18     20.71     25.99       +5.28
| 月度返利  级别        合计     合计       245       160       250       160         -90
| 月度返利  级别        合计     平均    2.0417         2    2.0833         2  -0.0833333
| 季度奖                合计     改变                            18
| 季度奖    季度奖      合计     合计    980.00            1,440.00
| 季度奖    季度奖      合计     平均     24.50               36.00
| 季度奖    计入的月份  合计     合计       120                 120
| 季度奖    计入的月份  合计     平均         3                   3
$ zhidu whatif compare spring.json gold.json
! zhidu: spring.json holds several periods and gold.json one day or period: they cannot be compared
! More: zhidu help whatif compare
= 2

# Nothing is written over without leave.
$ zhidu whatif month.bonus --set month.bonus.rate=3% --period 2025-05 --save rate.json
! zhidu: rate.json is there already; --force writes over it
! More: zhidu help whatif
= 2
$ zhidu whatif month.bonus --set month.bonus.rate=3% --period 2025-05 --save rate.json --force >/dev/null; zhidu whatif compare rate.json rate.json --format csv | head -2
| policy,outcome,period,figure,base_a,base_b,scenario_a,scenario_b,difference
| month.bonus,,,changed,,,32,32,0
$ zhidu whatif compare rate.json rate.json --html page.html
! zhidu: page.html is there already; --force writes over it
! More: zhidu help whatif compare
= 2
$ zhidu whatif month.bonus --sweep month.bonus.rate=1%,2% --period 2025-05 --save sweep.json
! zhidu: --save keeps comparisons, not what --sweep, --seek or --sensitivity finds
! More: zhidu help whatif
= 2

# Files that are none.
$ zhidu whatif compare rate.json none.json
! zhidu: none.json: cannot be opened: No such file or directory
= 3
$ zhidu whatif compare member.csv rate.json
! zhidu: member.csv: is no saved what-if: expected a value
= 3
$ echo '{"a":1}' >other.json; zhidu whatif compare other.json rate.json
! zhidu: other.json: is no saved what-if (whatif --save makes them)
= 3
$ sed 's/"version":1/"version":2/' rate.json >later.json; zhidu whatif compare later.json rate.json
! zhidu: later.json: was saved by another version of zhidu and cannot be read
= 3
$ sed 's/"policies":/"police":/' rate.json >bent.json; zhidu whatif compare bent.json rate.json
! zhidu: bent.json: is damaged: it lacks what a saved what-if has
= 3
$ sed 's/"sum":[0-9.]*/"sum":"<script>"/' rate.json >bent.json; zhidu whatif compare bent.json rate.json --html bent.html; ls bent.html
! zhidu: bent.json: is damaged: bonus has a figure that is none
! ls: cannot access 'bent.html': No such file or directory
= 2
$ sed 's/"month.bonus"/"<script>"/g; s/"返利"/"<b>"/g' rate.json >hostile.json; zhidu whatif compare hostile.json rate.json --html hostile.html >/dev/null; grep -c '<script>\|<b>' hostile.html
| 0
= 1
$ awk 'BEGIN { printf "{\"zhidu\":\"whatif\",\"version\":1,\"kind\":\"comparison\",\"question\":{},\"titles\":{},\"answer\":{\"baseline\":{},\"changes\":[],\"policies\":{"; for (i = 0; i < 5000; i++) printf "%s\"p%d\":{}", i ? "," : "", i; print "}}}" }' >large.json; zhidu whatif compare large.json rate.json | tail -1
|
! zhidu: large.json: is damaged: it has too many members
$ head -c 700 rate.json >cut.json; zhidu whatif compare rate.json cut.json
! zhidu: cut.json: is no saved what-if: expected a comma or }
= 3
$ zhidu whatif compare rate.json
! zhidu: whatif compare needs FILE
! Usage: zhidu whatif compare FILE FILE [options]
! More: zhidu help whatif compare
= 2
$ zhidu whatif --period 2025-05 compare rate.json
! zhidu: whatif needs a change: --set, --with, --rule, --scenario, --draft, --sweep, --seek or --sensitivity
! More: zhidu help whatif
= 2
$ zhidu help whatif compare | head -3
| zhidu whatif compare: two saved what-ifs side by side
|
| Usage:
