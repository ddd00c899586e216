# Publishing: the impact first, limits beyond which somebody else approves, and going back.
$ "$DATA/shop-records/fill"
$ sed -i 's/gold: 4%, silver: 2%/gold: 4%, silver: 1%/' policies/params/member.yaml
$ zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '银卡减半' --dry-run
| 影响：与版本 1 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额    增加  减少  不能决定
| ----  --------------  ----  ----  ----  ------  ----  ----  --------
| 赠券  member.voucher           4     1  赠券额  0.00  6.00
|
| 制度  分公司  对象  改变  金额    增加  减少
| ----  ------  ----  ----  ------  ----  ----
| 赠券  south      2     1  赠券额  0.00  6.00
|
| nothing is published
$ zhidu releases --format csv | cut -d, -f1,2
| id,status
| 1,in_force
$ zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '银卡减半'
| 影响：与版本 1 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额    增加  减少  不能决定
| ----  --------------  ----  ----  ----  ------  ----  ----  --------
| 赠券  member.voucher           4     1  赠券额  0.00  6.00
|
| 制度  分公司  对象  改变  金额    增加  减少
| ----  ------  ----  ----  ------  ----  ----
| 赠券  south      2     1  赠券额  0.00  6.00
|
| release 2, in force from 2025-07-01
$ zhidu impact 2
| 影响：与版本 1 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额    增加  减少  不能决定
| ----  --------------  ----  ----  ----  ------  ----  ----  --------
| 赠券  member.voucher           4     1  赠券额  0.00  6.00
|
| 制度  分公司  对象  改变  金额    增加  减少
| ----  ------  ----  ----  ------  ----  ----
| 赠券  south      2     1  赠券额  0.00  6.00
|
| 赠券 (member.voucher)：4 个对象，1 个改变
|
|   赠券额 (voucher)：1 个改变
|                                       现在                假设                相差
|     合计                             48.02               42.02               -6.00
|     平均                             12.01               10.51               -1.50
|     最小                              0.00                0.00                0.00
|     最大                             42.02               42.02                0.00
|     增加 0，减少 1
|
|   分组
|                                 对象          改变              赠券额
|     north                          2             0                0.00
|     south                          2             1               -6.00
|
|   变动最大 (赠券额)
|     M2                                6.00                0.00
$ zhidu impact 2 --format json | grep -o '"money":.*"result":{"subjects":4,"changed":1'
| "money":{"voucher":{"rise":0.00,"fall":6.00}},"result":{"subjects":4,"changed":1
$ zhidu impact 1
! zhidu: release 1 has no impact on record
= 3
$ zhidu impact two
! zhidu: a release is a number from 1 on, not "two"
! More: zhidu help impact
= 2

# A change that begins later than the records of today is found all the same, and nothing else is.
$ sed -i 's/2026-01-01: {gold: 5%/2026-01-01: {gold: 6%/; s/{voucher: 50}/{voucher: 60}/' policies/params/member.yaml policies/cases/member/voucher.yaml
$ zhidu publish --effective 2025-08-01 --as-of 2025-06-30 -m '尚未生效的值' --dry-run | head -4
| 影响：与版本 2 相比，记录截至 2025-06-30，按 2025-08-01 起的规定
| 没有一项制度的决定会因此改变
|
| nothing is published
$ zhidu publish --effective 2026-01-01 --as-of 2025-06-30 -m '金卡' --dry-run | head -4
| 影响：与版本 2 相比，记录截至 2025-06-30，按 2026-01-01 起的规定
| 制度  代号            期间  对象  改变  金额     增加  减少  不能决定
| ----  --------------  ----  ----  ----  ------  -----  ----  --------
| 赠券  member.voucher           4     1  赠券额  10.50  0.00
$ sed -i 's/2026-01-01: {gold: 6%/2026-01-01: {gold: 5%/; s/{voucher: 60}/{voucher: 50}/' policies/params/member.yaml policies/cases/member/voucher.yaml

# Policies that need what a changed one decides change with it; those that do not are not decided.
$ sed -i 's/silver: 300}/silver: 400}/' policies/params/member.yaml
$ rm policies/cases/member/tier.yaml
$ zhidu publish --effective 2025-07-15 --as-of 2025-06-30 -m '银卡起点' --no-impact
| 没有试算影响
|
| release 3, in force from 2025-07-15
$ zhidu impact 3
| 没有试算影响
$ zhidu run member.voucher --as-of 2025-07-20 --format csv
| run,release,subjects,decided,left_out,failed
| 1,3,4,8,0,0
$ zhidu rollback 2 --effective 2025-07-16 --as-of 2025-07-20 -m '起点改回'
| 影响：与版本 3 相比，记录截至 2025-07-20，按 2025-07-16 起的规定
| 制度      代号            期间  对象  改变  金额  增加  减少  不能决定
| --------  --------------  ----  ----  ----  ----  ----  ----  --------
| 会员等级  member.tier              4     2
| 赠券      member.voucher           4     0
|
| 制度      分公司  对象  改变  金额  增加  减少
| --------  ------  ----  ----  ----  ----  ----
| 会员等级  north      2     1
| 会员等级  south      2     1
|
| release 4, in force from 2025-07-16
$ zhidu rollback 9 --effective 2025-07-17 -m x
! zhidu: there is no release 9
= 3
$ zhidu rollback x --effective 2025-07-17 -m x
! zhidu: a release is a number from 1 on, not "x"
! More: zhidu help rollback
= 2
$ zhidu run member.voucher --as-of 2025-07-20 --format csv
| run,release,subjects,decided,left_out,failed
| 2,4,4,8,0,0
! zhidu: note: the files in policies differ from release 4, which is in force and decides; publish them, or use --draft
$ zhidu runs --format csv | cut -d, -f1,2,3
| run,as_of,period
| 2,2025-07-20,
| 1,2025-07-20,
$ zhidu replay 1
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 8 decisions, 0 different
$ zhidu releases --format csv | cut -d, -f1-3,6,7
| id,status,effective,message,origin
| 1,superseded,0001-01-01,first release,
| 2,superseded,2025-07-01,银卡减半,
| 3,superseded,2025-07-15,银卡起点,
| 4,in_force,2025-07-16,起点改回,回退到版本 2

# A correction from an earlier day on: runs on record stay, new runs of that time follow it.
$ cp -r policies corrected && sed -i 's/silver: 1%/silver: 2%/; s/silver: 400/silver: 300/' corrected/params/member.yaml
$ zhidu --pack corrected publish --effective 2025-07-01 --as-of 2025-07-10 -m '更正' | tail -1
| release 5, in force from 2025-07-01
$ zhidu run member.voucher --as-of 2025-07-10 --format csv
| run,release,subjects,decided,left_out,failed
| 3,5,4,8,0,0
! zhidu: note: the files in policies differ from release 5, which is in force and decides; publish them, or use --draft
$ zhidu replay 1
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 8 decisions, 0 different

# A model with more fields: the impact is computed as if the book had them already.
$ sed -i "s/joined_on: .*/&\n      points:    {type: int, title: 积分, default: 7}/" policies/model/shop.yaml
$ sed -i 's/"spent_12m", tier/"spent_12m", "points?", tier/; s/if member.spent_12m < 0 then/if member.spent_12m < 0 or (member.points or 0) < 0 then/' policies/rules/member/voucher.lua
$ zhidu publish --effective 2025-10-01 --as-of 2025-10-01 -m '积分' | head -5
| 影响：与版本 4 相比，记录截至 2025-10-01，按 2025-10-01 起的规定
| 制度      代号            期间  对象  改变  金额  增加  减少  不能决定
| --------  --------------  ----  ----  ----  ----  ----  ----  --------
| 会员等级  member.tier              4     2
| 赠券      member.voucher           4     0
$ ls
| corrected
| policies
| zhidu.db

# An empty book has nothing to compare; that is fine.
$ mkdir empty && cd empty && cp -r "$DATA/shop" policies && zhidu init && sed -i 's/silver: 2%, plain: 0%}, 2026/silver: 1%, plain: 0%}, 2026/' policies/params/member.yaml && zhidu publish --effective 2025-07-01 -m x --as-of 2025-06-30
| 影响：与版本 1 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额  增加  减少  不能决定
| ----  --------------  ----  ----  ----  ----  ----  ----  --------
| 赠券  member.voucher           0     0
|
| release 2, in force from 2025-07-01

# Files as they were published.
$ zhidu show release-1 --format csv | cut -d, -f1,2 | head -4
| path,size
| branches/north/params.yaml,59
| cases/member/ranking.yaml,229
| cases/member/tier.yaml,294
$ zhidu show release-2 params/member.yaml | grep 2024
|   values: {2024-01-01: {gold: 4%, silver: 1%, plain: 0%}, 2026-01-01: {gold: 5%, silver: 2%, plain: 0%}}
$ zhidu show release-2 policies/params/member.yaml | wc -l
| 25
$ zhidu show 2 params/member.yaml | grep 2024
|   values: {2024-01-01: {gold: 4%, silver: 1%, plain: 0%}, 2026-01-01: {gold: 5%, silver: 2%, plain: 0%}}
$ zhidu show 99
! zhidu: there is no release 99
= 3
$ zhidu show release-2 params/nobody.yaml
! zhidu: release 2 has no file 'params/nobody.yaml'
= 3
$ zhidu show release-99
! zhidu: there is no release 99
= 3
$ zhidu audit --format csv 2>/dev/null
| place,trouble
