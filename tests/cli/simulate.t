# A what-if over months: each side lives on from what it decided.
$ "$DATA/shop-months-records/fill"
$ zhidu whatif --scenario spring --from 2025-01 --to 2025-06
| 基准：release 1，2025-01 至 2025-06
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 300,"B": 100}，自 2025-04-01 起
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 200,"B": 100}，自 2025-06-01 起
|
| 月度返利 (month.bonus)：240 次决定，50 次改变，涉及 37 个对象
|
|   返利 (bonus)：50 个改变
|                     改变                现在                假设                相差
|     2025-01            0              609.87              609.87                0.00
|     2025-02            0              569.96              569.96                0.00
|     2025-03            0              639.49              639.49                0.00
|     2025-04            0              703.23              703.23                0.00
|     2025-05           23            1,009.81            1,028.20              +18.39
|     2025-06           27            1,062.83            1,197.80             +134.97
|     合计              50            4,595.19            4,748.55             +153.36
|
|   级别 (level)：5 个改变
|                     改变                现在                假设                相差
|     2025-01            0                  80                  80                   0
|     2025-02            0                  80                  80                   0
|     2025-03            0                  80                  80                   0
|     2025-04            0                  79                  79                   0
|     2025-05            1                  81                  82                  +1
|     2025-06            4                  84                  88                  +4
|     合计               5                 484                 489                  +5
|
|   全程变动最大 (返利)
|     M20                               +89.72
|     M23                               +37.02
|     M27                               +17.18
|     M28                                +6.14
|     M01                                -1.25
|     M02                                -1.25
|     M07                                -1.25
|     M13                                -1.25
|     M19                                -1.25
|     M32                                -1.25
|
| 月度等级 (month.grade)：240 次决定，30 次改变，涉及 23 个对象
|
|   等级 (grade)：30 个改变
|                     改变                   A                   B                   C
|     2025-01            0             15 → 15               8 → 8             17 → 17
|     2025-02            0             10 → 10             15 → 15             15 → 15
|     2025-03            0             11 → 11             14 → 14             15 → 15
|     2025-04           12             13 → 20              10 → 8             17 → 12
|     2025-05            8             17 → 24              11 → 5             12 → 11
|     2025-06           10             19 → 28               9 → 1             12 → 11
|     合计              30            85 → 108             67 → 51             88 → 81
|
| 级别变动 (month.level)：240 次决定，10 次改变，涉及 8 个对象
|
|   变动 (change)：9 个改变
|                     改变                  up                down                none
|     2025-01            0               0 → 0               0 → 0             40 → 40
|     2025-02            0               5 → 5               5 → 5             30 → 30
|     2025-03            0               2 → 2               3 → 3             35 → 35
|     2025-04            1               4 → 5               2 → 2             34 → 33
|     2025-05            3               5 → 7               2 → 1             33 → 32
|     2025-06            5               7 → 9               1 → 0             32 → 31
|     合计               9             23 → 28             13 → 11           204 → 201
|
|   变动后级别 (new_level)：10 个改变
|                     改变                现在                假设                相差
|     2025-01            0                   0                   0                   0
|     2025-02            0                  25                  25                   0
|     2025-03            0                  10                  10                   0
|     2025-04            1                  16                  19                  +3
|     2025-05            3                  20                  25                  +5
|     2025-06            6                  22                  26                  +4
|     合计              10                  93                 105                 +12
|
|   全程变动最大 (变动后级别)
|     M23                                   +4
|     M11                                   +3
|     M31                                   +3
|     M04                                   +2
|     M27                                   +2
|     M09                                   -1
|     M28                                   -1
|
| 季度奖 (quarter.award)：80 次决定，18 次改变，涉及 18 个对象
|
|   季度奖 (award)：18 个改变
|                     改变                现在                假设                相差
|     2025Q1             0              720.00              720.00                0.00
|     2025Q2            18              980.00            1,440.00             +460.00
|     合计              18            1,700.00            2,160.00             +460.00
|
|   计入的月份 (months)：0 个改变
|
|   全程变动最大 (季度奖)
|     M02                               +40.00
|     M04                               +40.00
|     M11                               +40.00
|     M12                               +40.00
|     M16                               +40.00
|     M01                               +20.00
|     M08                               +20.00
|     M13                               +20.00
|     M14                               +20.00
|     M17                               +20.00
$ zhidu whatif month.bonus quarter.award --scenario spring --from 2025-02 --to 2025-04 --by branch --top 1 --format json
| {"baseline":{"release":1,"pack":"release 1","from":"2025-02","to":"2025-04"},"changes":[{"kind":"param","name":"month.grade.from","value":"{\"A\": 300,\"B\": 100}","from":"2025-04-01"},{"kind":"param","name":"month.grade.from","value":"{\"A\": 200,\"B\": 100}","from":"2025-06-01"}],"periods":[{"period":"2025-02","release":1,"policies":{"month.bonus":{"subjects":40,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"bonus":{"changed":0,"before":{"sum":569.96,"mean":14.25,"min":6.43,"max":36.71,"count":40},"after":{"sum":569.96,"mean":14.25,"min":6.43,"max":36.71,"count":40},"up":0,"down":0},"level":{"changed":0,"before":{"sum":80,"mean":2,"min":1,"max":3,"count":40},"after":{"sum":80,"mean":2,"min":1,"max":3,"count":40},"up":0,"down":0}},"by":[{"key":"north","subjects":20,"changed":0,"sums":{"bonus":{"before":344.01,"after":344.01},"level":{"before":39,"after":39}}},{"key":"south","subjects":20,"changed":0,"sums":{"bonus":{"before":225.95,"after":225.95},"level":{"before":41,"after":41}}}],"movers":[]}}},{"period":"2025-03","release":1,"policies":{"month.bonus":{"subjects":40,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"bonus":{"changed":0,"before":{"sum":555.98,"mean":13.90,"min":6.43,"max":44.37,"count":40},"after":{"sum":555.98,"mean":13.90,"min":6.43,"max":44.37,"count":40},"up":0,"down":0},"level":{"changed":0,"before":{"sum":80,"mean":2,"min":1,"max":3,"count":40},"after":{"sum":80,"mean":2,"min":1,"max":3,"count":40},"up":0,"down":0}},"by":[{"key":"north","subjects":20,"changed":0,"sums":{"bonus":{"before":330.43,"after":330.43},"level":{"before":39,"after":39}}},{"key":"south","subjects":20,"changed":0,"sums":{"bonus":{"before":225.55,"after":225.55},"level":{"before":41,"after":41}}}],"movers":[]}}},{"period":"2025Q1","release":1,"policies":{"quarter.award":{"subjects":40,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"award":{"changed":0,"before":{"sum":420.00,"mean":10.50,"min":0.00,"max":40.00,"count":40},"after":{"sum":420.00,"mean":10.50,"min":0.00,"max":40.00,"count":40},"up":0,"down":0},"months":{"changed":0,"before":{"sum":80,"mean":2,"min":2,"max":2,"count":40},"after":{"sum":80,"mean":2,"min":2,"max":2,"count":40},"up":0,"down":0}},"by":[{"key":"north","subjects":20,"changed":0,"sums":{"award":{"before":360.00,"after":360.00},"months":{"before":40,"after":40}}},{"key":"south","subjects":20,"changed":0,"sums":{"award":{"before":60.00,"after":60.00},"months":{"before":40,"after":40}}}],"movers":[]}}},{"period":"2025-04","release":1,"policies":{"month.bonus":{"subjects":40,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"bonus":{"changed":0,"before":{"sum":687.49,"mean":17.19,"min":6.00,"max":145.40,"count":40},"after":{"sum":687.49,"mean":17.19,"min":6.00,"max":145.40,"count":40},"up":0,"down":0},"level":{"changed":0,"before":{"sum":80,"mean":2,"min":1,"max":4,"count":40},"after":{"sum":80,"mean":2,"min":1,"max":4,"count":40},"up":0,"down":0}},"by":[{"key":"north","subjects":20,"changed":0,"sums":{"bonus":{"before":455.56,"after":455.56},"level":{"before":40,"after":40}}},{"key":"south","subjects":20,"changed":0,"sums":{"bonus":{"before":231.93,"after":231.93},"level":{"before":40,"after":40}}}],"movers":[]}}}],"total":{"policies":{"month.bonus":{"subjects":120,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"bonus":{"changed":0,"before":{"sum":1813.43,"mean":15.11,"min":6.00,"max":145.40,"count":120},"after":{"sum":1813.43,"mean":15.11,"min":6.00,"max":145.40,"count":120},"up":0,"down":0},"level":{"changed":0,"before":{"sum":240,"mean":2,"min":1,"max":4,"count":120},"after":{"sum":240,"mean":2,"min":1,"max":4,"count":120},"up":0,"down":0}},"by":[{"key":"north","subjects":60,"changed":0,"sums":{"bonus":{"before":1130.00,"after":1130.00},"level":{"before":118,"after":118}}},{"key":"south","subjects":60,"changed":0,"sums":{"bonus":{"before":683.43,"after":683.43},"level":{"before":122,"after":122}}}],"movers":[],"changed_subjects":0,"moved":[]},"quarter.award":{"subjects":40,"changed":0,"failed":{"before":0,"after":0},"outcomes":{"award":{"changed":0,"before":{"sum":420.00,"mean":10.50,"min":0.00,"max":40.00,"count":40},"after":{"sum":420.00,"mean":10.50,"min":0.00,"max":40.00,"count":40},"up":0,"down":0},"months":{"changed":0,"before":{"sum":80,"mean":2,"min":2,"max":2,"count":40},"after":{"sum":80,"mean":2,"min":2,"max":2,"count":40},"up":0,"down":0}},"by":[{"key":"north","subjects":20,"changed":0,"sums":{"award":{"before":360.00,"after":360.00},"months":{"before":40,"after":40}}},{"key":"south","subjects":20,"changed":0,"sums":{"award":{"before":60.00,"after":60.00},"months":{"before":40,"after":40}}}],"movers":[],"changed_subjects":0,"moved":[]}}},"no_effect":["month.grade.from","month.grade.from"]}

# A scenario without a change of anything: no difference in any period.
$ zhidu whatif month.bonus month.level --set month.bonus.shared=90 --from 2025-01 --to 2025-09 --format json | grep -o '"changed":[1-9]\|"changed_subjects":[1-9]\|"no_effect":.*'
| "no_effect":["month.bonus.shared"]}

# A simulated month is what a run gives when the months before were decided and taken over for real.
$ zhidu whatif month.bonus --scenario spring --from 2025-01 --to 2025-07 --by id --format json >simulated.json
$ sides() { sed 's/"total":.*//; s/{"period":/\n&/g' simulated.json | grep "^{\"period\":\"$1\"" | grep -o '"key":"M[^}]*}[^}]*}' |
>     sed -E 's/"key":"(M..)".*"bonus":\{"before":([0-9.]+),"after":([0-9.]+)\},"level":\{"before":([0-9]+),"after":([0-9]+)\}/\1 \2 \4 \3 \5/'; }
> sides 2025-07 >july; wc -l <july | tr -d ' '
> zhidu backup real.db 2>/dev/null && "$DATA/shop-months-records/live" real.db 2025-01 2025-02 2025-03 2025Q1 2025-04 2025-05 2025-06 2025Q2
> zhidu --book real.db run --period 2025-07
> zhidu --book real.db decisions month.bonus --format csv | awk -F, 'NR > 1 { print $1, $3, $4 }' >real
> cut -d' ' -f1-3 july | cmp - real
| 40
| run  release  subjects  decided  left out  failed
| ---  -------  --------  -------  --------  ------
|   9        1        40      120         0       0

# So it is for the scenario, when its changes are a release.
$ cp -r policies changed && cat >changed/params/grade.yaml <<'YAML'
> month.grade.from:
>   title: 月度等级起点
>   type: {A: money, B: money}
>   values: {2024-01-01: {A: 500, B: 200}, 2025-04-01: {A: 300, B: 100}, 2025-06-01: {A: 200, B: 100}}
> YAML
> sed -i '/^month.grade.from/,/order/d' changed/params/month.yaml
> zhidu backup other.db 2>/dev/null && zhidu --book other.db --pack changed publish --effective 2020-01-01 -m changed >/dev/null 2>&1
> ZHIDU_PACK=changed "$DATA/shop-months-records/live" other.db 2025-01 2025-02 2025-03 2025-04 2025-05 2025-06
> zhidu --book other.db --pack changed run --period 2025-07
> zhidu --book other.db --pack changed decisions month.bonus --format csv | awk -F, 'NR > 1 { print $1, $3, $4 }' >real
> cut -d' ' -f1,4,5 july | cmp - real && cut -d' ' -f4,5 july | cmp -s - real; cut -d' ' -f2,3 july >a; cut -d' ' -f4,5 july >b; cmp -s a b || echo "the sides differ"
| run  release  subjects  decided  left out  failed
| ---  -------  --------  -------  --------  ------
|   7        2        40      120         0       0
| the sides differ


# And for quarters, which find the months before them.
$ zhidu --book real.db decisions quarter.award --format csv | awk -F, 'NR > 1 { n += $3 } END { printf "%.2f\n", n }'
| 980.00
$ zhidu whatif quarter.award --set quarter.award.each=20 --from 2025-01 --to 2025-06 --format json | sed 's/"total":.*//; s/{"period":/\n&/g' | grep -o '^{"period":"2025Q2".*"award":{"changed":0,"before":{"sum":[0-9.]*' | grep -o '[0-9.]*$'
| 980.00

# What is on record before the span is history; what is on record within it is not looked at.
$ zhidu --book real.db whatif quarter.award --set quarter.award.each=20 --from 2025-03 --to 2025-03 --format json | grep -o '"months":{[^}]*}'
| "months":{"changed":0,"before":{"sum":120,"mean":3,"min":3,"max":3,"count":40}
| "months":{"changed":0,"before":{"sum":120,"mean":3,"min":3,"max":3,"count":40}
$ zhidu whatif quarter.award --set quarter.award.each=20 --from 2025-03 --to 2025-03 --format json | grep -o '"months":{[^}]*}'
| "months":{"changed":0,"before":{"sum":40,"mean":1,"min":1,"max":1,"count":40}
| "months":{"changed":0,"before":{"sum":40,"mean":1,"min":1,"max":1,"count":40}

# Nothing is written to the book.
$ zhidu runs --format csv; zhidu list member --where 'level != 1' --format csv | cksum >now; zhidu whatif --scenario spring --from 2025-01 --to 2025-09 >/dev/null; zhidu list member --where 'level != 1' --format csv | cksum | cmp - now
| run,as_of,period,branch,policies,release,decided,left_out,failed,author,made_at

# A record that is another from the beginning, or from a day on, lives on; facts that are computed from it follow.
$ zhidu whatif month.bonus --with M01.level=5 --from 2025-01 --to 2025-02 --by id | grep 'M01\|M02\|2025-0'
| 基准：release 1，2025-01 至 2025-02
| 假设：M01.level = 5
|     2025-01           14              609.87              733.01             +123.14
|     2025-02           14              569.96              696.93             +126.97
|     2025-01            1                  80                  83                  +3
|     2025-02            1                  80                  83                  +3
|     M01                              +237.37
$ printf 'title: 新级别\nchanges:\n- {from: 2025-02-10, with: {M01.level: 5}}\n' >later.yaml
$ zhidu whatif month.bonus --scenario later.yaml --from 2025-01 --to 2025-02 | grep '2025-0\|假设'
| 基准：release 1，2025-01 至 2025-02
| 假设：M01.level = 5，自 2025-02-10 起
|                     改变                现在                假设                相差
|     2025-01            0              609.87              609.87                0.00
|     2025-02           14              569.96              696.93             +126.97
|                     改变                现在                假设                相差
|     2025-01            0                  80                  80                   0
|     2025-02            1                  80                  83                  +3
$ zhidu whatif month.bonus --with M01.level=9 --from 2025-01 --to 2025-02
! zhidu: 2025-01: M01.level=9: is above the maximum 5
= 3
$ zhidu whatif month.bonus --with M01.branch=west --from 2025-01 --to 2025-02
! zhidu: 2025-01: M01.branch=west: there is no branch west
= 3
$ zhidu whatif month.bonus --with M01.spent=100 --from 2025-01 --to 2025-02 --by id | grep 'M01'
| 假设：M01.spent = 100
|     M01                               -42.81

# A release that takes effect within the span decides from the period on that ends on its day or later.
$ sed -i 's/value: 90/value: 180/' policies/params/month.yaml && zhidu publish --effective 2025-02-15 -m more >/dev/null 2>&1

$ zhidu whatif month.bonus --set month.bonus.rate=2% --from 2025-01 --to 2025-03 | grep -v '^    M'
| 基准：release 1，2025-01 至 2025-03
| 假设：month.bonus.rate 由 1% 改为 2%
| 2025-02 起：release 2
|
| 月度返利 (month.bonus)：120 次决定，90 次改变，涉及 40 个对象
|
|   返利 (bonus)：90 个改变
|                     改变                现在                假设                相差
|     2025-01           29              609.87              949.77             +339.90
|     2025-02           32              840.16            1,140.18             +300.02
|     2025-03           29              999.51            1,279.05             +279.54
|     合计              90            2,449.54            3,369.00             +919.46
|
|   级别 (level)：0 个改变
|
|   全程变动最大 (返利)
! zhidu: note: the files in policies differ from release 1, which is in force and decides; publish them, or use --draft

# A day of the changes behind the span, and before.
$ zhidu whatif month.bonus --scenario spring --from 2025-01 --to 2025-03 | head -4
| 基准：release 1，2025-01 至 2025-03
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 300,"B": 100}，自 2025-04-01 起  —— 没有任何影响
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 200,"B": 100}，自 2025-06-01 起  —— 没有任何影响
| 2025-02 起：release 2
! zhidu: note: the files in policies differ from release 1, which is in force and decides; publish them, or use --draft
$ zhidu whatif month.bonus --scenario spring --period 2025-03 | head -4
| 基准：release 2，2025-03
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 300,"B": 100}，自 2025-04-01 起  —— 没有任何影响
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 200,"B": 100}，自 2025-06-01 起  —— 没有任何影响
|
$ zhidu whatif month.grade --scenario spring --period 2025-05 | head -4
| 基准：release 2，2025-05
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 300,"B": 100}，自 2025-04-01 起
| 假设：month.grade.from 由 A: 500.00, B: 200.00 改为 {"A": 200,"B": 100}，自 2025-06-01 起  —— 没有任何影响
|

# Years and quarters have their months in them; wrong spans are told.
$ zhidu whatif quarter.award --scenario spring --from 2025Q1 --to 2025Q2 | grep '2025Q'
| 基准：release 1，2025Q1 至 2025Q2
|     2025Q1             0              720.00              720.00                0.00
|     2025Q2            18              980.00            1,440.00             +460.00
! zhidu: note: the files in policies differ from release 1, which is in force and decides; publish them, or use --draft
$ zhidu whatif --scenario spring --from 2025-01
! zhidu: --from and --to go together
! More: zhidu help whatif
= 2
$ zhidu whatif --scenario spring --from 2025-01 --to 2025Q1
! zhidu: 2025-01 is a month and 2025Q1 a quarter: both are of one kind
! More: zhidu help whatif
= 2
$ zhidu whatif --scenario spring --from 2025-02 --to 2025-01
! zhidu: 2025-01 lies before 2025-02
! More: zhidu help whatif
= 2
$ zhidu whatif --scenario spring --from 2025-01 --to 2025-02 --period 2025-01
! zhidu: --from and --to stand for --as-of and --period
! More: zhidu help whatif
= 2
$ zhidu whatif --scenario spring --from 2025-13 --to 2025-14
! zhidu: '2025-13' is no period such as 2025-11, 2025Q4 or 2025
! More: zhidu help whatif
= 2
$ zhidu whatif --scenario spring --from 2019 --to 2090
! zhidu: more than 600 periods from 2019 to 2090
! More: zhidu help whatif
= 2
$ printf 'title: x\nchanges:\n- {set: {month.bonus.shared: 1}}\n- {from: soon, set: {month.bonus.shared: 1}}\n- {from: 2025-01-01, sett: {}}\n' >bad.yaml; zhidu whatif --scenario bad.yaml --from 2025-01 --to 2025-02
! zhidu: note: the files in policies differ from release 1, which is in force and decides; publish them, or use --draft
! zhidu: bad.yaml:3:3: a change wants the key "from"
= 3
