# What a branch has of its own, and what a group's change breaks.
$ "$DATA/shop-records/fill"
$ sed -i 's/  gives   = { voucher/  branch  = true,\n&/' policies/rules/member/voucher.lua
$ mkdir -p policies/branches/north/rules/member && sed '/branch  = true/d; s/title   = "赠券"/title   = "赠券（北店）"/; s/spent_12m < 0 then/spent_12m < 1 then/' policies/rules/member/voucher.lua >policies/branches/north/rules/member/voucher.lua
$ printf 'member.voucher.rate:\n  values: {2025-03-01: {gold: 6%%, silver: 2%%, plain: 0%%}}\n  why: 开业\n' >>policies/branches/north/params.yaml
$ zhidu branch diff north
| 类别  代号                  名称          自          集团                          分公司                        理由          位置                                       护栏
| ----  --------------------  ------------  ----------  ----------------------------  ----------------------------  ------------  -----------------------------------------  -----------------------------
| 参数  member.voucher.least  最低赠券额                5.00                          8.00                          北店客单价高  branches/north/params.yaml:2               不小于 1，不大于 10
| 参数  member.voucher.rate   赠券比例      2025-03-01  gold 5%，silver 2%，plain 0%  gold 6%，silver 2%，plain 0%  开业          branches/north/params.yaml:5               各项不小于 0，各项不大于 0.06
| 制度  member.voucher        赠券（北店）              rules/member/voucher.lua:2    22 行，删去 3 行，加入 2 行                 branches/north/rules/member/voucher.lua:2  分公司可以另定
$ zhidu branch diff north --format jsonl | head -1
| {"part":"param","name":"member.voucher.least","title":"最低赠券额","since":null,"group":"5.00","own":"8.00","why":"北店客单价高","place":"branches/north/params.yaml:2","guardrail":"不小于 1，不大于 10"}
$ zhidu branch diff south --format csv
| part,name,title,since,group,own,why,place,guardrail
$ zhidu branch diff nort
! zhidu: no branch 'nort'; did you mean 'north'?
! More: zhidu help branch diff
= 2
$ zhidu branch diff north --release 1 --format csv
| part,name,title,since,group,own,why,place,guardrail
| param,member.voucher.least,最低赠券额,,5.00,8.00,北店客单价高,branches/north/params.yaml:2,不小于 1，不大于 10
$ zhidu publish --effective 2025-02-01 --as-of 2025-06-30 -m '北店' | tail -1
| release 2, in force from 2025-02-01

# The group narrows a guardrail, changes a type, drops a parameter, closes a policy, changes what it needs or gives: each stops with the branch and the line.
$ cp -r policies good
$ sed -i 's/branch: {min: 1, max: 10}/branch: {min: 1, max: 7}/' policies/params/member.yaml; zhidu check | grep branches/; zhidu publish --effective 2025-08-01 -m x
| branches/north/params.yaml:2:10: error: branch north goes beyond the guardrail of member.voucher.least: 8.00 is above the maximum 7.00 [guardrail]
! errors: 1, warnings: 2
! branches/north/params.yaml:2:10: error: branch north goes beyond the guardrail of member.voucher.least: 8.00 is above the maximum 7.00 [guardrail]
! zhidu: branches/north/params.yaml:2:10: branch north goes beyond the guardrail of member.voucher.least: 8.00 is above the maximum 7.00
= 5
$ rm -r policies; cp -r good policies; sed -i '/  branch: {min: 1, max: 10}/d' policies/params/member.yaml; zhidu publish --effective 2025-08-01 -m x
! branches/north/params.yaml:1:1: error: branch north may not set member.voucher.least: the group keeps it to itself [guardrail]
! zhidu: branches/north/params.yaml:1:1: branch north may not set member.voucher.least: the group keeps it to itself
= 5
$ rm -r policies; cp -r good policies; sed -i 's/{gold: rate, silver: rate, plain: rate}/{gold: rate, silver: rate}/; s/, plain: 0%//g' policies/params/member.yaml; zhidu publish --effective 2025-08-01 -m x
! branches/north/params.yaml:5:47: error: 2025-03-01: there is no key "plain" [wrong-type]
! zhidu: branches/north/params.yaml:5:47: 2025-03-01: there is no key "plain"
= 1
$ rm -r policies; cp -r good policies; sed -i 's/^member.voucher.least:/member.voucher.lowest:/' policies/params/member.yaml; zhidu publish --effective 2025-08-01 -m x
! branches/north/params.yaml:1:1: error: there is no parameter "member.voucher.least"; did you mean "member.voucher.lowest"? [unknown-name]
! branches/north/rules/member/voucher.lua:7:45: error: no parameter 'member.voucher.least'; did you mean 'member.voucher.lowest'? [unknown-name]
! rules/member/voucher.lua:7:45: error: no parameter 'member.voucher.least'; did you mean 'member.voucher.lowest'? [unknown-name]
! zhidu: branches/north/params.yaml:1:1: there is no parameter "member.voucher.least"; did you mean "member.voucher.lowest"?
= 1
$ rm -r policies; cp -r good policies; sed -i '/branch  = true/d' policies/rules/member/voucher.lua; zhidu publish --effective 2025-08-01 -m x
! branches/north/rules/member/voucher.lua:2:1: error: branch north: the group does not let branches replace member.voucher (no `branch = true`) [guardrail]
! zhidu: branches/north/rules/member/voucher.lua:2:1: branch north: the group does not let branches replace member.voucher (no `branch = true`)
= 5
$ rm -r policies; cp -r good policies; sed -i 's/"spent_12m", tier = "member.tier.tier"/spent_12m = "visits_12m", tier = "member.tier.tier"/' policies/rules/member/voucher.lua; zhidu publish --effective 2025-08-01 -m x
! branches/north/rules/member/voucher.lua:6:15: error: branch north: a replacement of member.voucher cannot need 'spent_12m': the group's policy does not [guardrail]
! zhidu: branches/north/rules/member/voucher.lua:6:15: branch north: a replacement of member.voucher cannot need 'spent_12m': the group's policy does not
= 5
$ rm -r policies; cp -r good policies; sed -i 's/voucher = { "money"/amount = { "money"/; s/return { voucher = /return { amount = /' policies/rules/member/voucher.lua; zhidu publish --effective 2025-08-01 -m x
! branches/north/rules/member/voucher.lua:2:1: error: branch north: a replacement of member.voucher must keep its subject, period, over, when and gives, in order [guardrail]
! reports/tiers.sql:10:52: error: report tiers: no such column: v.voucher [sql]
! zhidu: branches/north/rules/member/voucher.lua:2:1: branch north: a replacement of member.voucher must keep its subject, period, over, when and gives, in order
= 5
$ rm -r policies; cp -r good policies; rm policies/rules/member/voucher.lua policies/cases/member/voucher.yaml; zhidu publish --effective 2025-08-01 -m x
! branches/north/rules/member/voucher.lua:2:1: error: no policy of the group 'member.voucher' [unknown-name]
! reports/tiers.sql:3:26: error: there is no policy "member.voucher" [unknown-name]
! zhidu: branches/north/rules/member/voucher.lua:2:1: no policy of the group 'member.voucher'
= 1
$ zhidu releases --format csv | cut -d, -f1,2
| id,status
| 1,superseded
| 2,in_force
