# What a parameter is, where its value comes from, and changing it in the files.
$ "$DATA/shop-records/fill"
$ zhidu param list --as-of 2025-06-30
| 参数                  名称        值                                     单位  条款    分公司  暂定  复核期限
| --------------------  ----------  -------------------------------------  ----  ------  ------  ----  --------
| member.tier.from      等级起点    {"gold":1000.00,"silver":300.00}       元    S1 2.1          否
| member.voucher.least  最低赠券额  5.00                                         S1 2.3          是
| member.voucher.rate   赠券比例    {"gold":0.04,"silver":0.02,"plain":0}        S1 2.2          否
$ zhidu param list --assumed --as-of 2025-06-30 --format csv
| name,title,value,unit,clause,branch,assumed,review_by
| member.voucher.least,最低赠券额,5.00,,S1 2.3,,true,
$ zhidu param list --branch north --overridden --as-of 2025-06-30 --format csv
| name,title,value,unit,clause,branch,assumed,review_by
| member.voucher.least,最低赠券额,8.00,,S1 2.3,north,true,
$ zhidu param list member.v --as-of 2025-06-30 --format csv
| name,title,value,unit,clause,branch,assumed,review_by
| member.voucher.least,最低赠券额,5.00,,S1 2.3,,true,
| member.voucher.rate,赠券比例,"{""gold"":0.04,""silver"":0.02,""plain"":0}",,S1 2.2,,false,
$ zhidu param get member.voucher.least
| 5.00
$ zhidu param get member.voucher.least --branch north
| 8.00
$ zhidu param get member.voucher.rate --as-of 2025-06-30
| {"gold":0.04,"silver":0.02,"plain":0}
$ zhidu param get member.voucher.rate.gold --as-of 2026-01-01
| 0.05
$ zhidu param get member.voucher.rate --as-of 2023-12-31
! zhidu: member.voucher.rate has no value in force on 2023-12-31
= 3
$ zhidu param get member.voucher.rat
! zhidu: no parameter 'member.voucher.rat'; did you mean 'member.voucher.rate'?
! More: zhidu help param get
= 2
$ zhidu param get member.voucher.least --branch west
! zhidu: no branch 'west'
! More: zhidu help param get
= 2
$ zhidu param origin member.voucher.least --branch north --format csv
| value,layer,from,file,line,release,why,in_force
| 8.00,north,,branches/north/params.yaml,2,release 1,北店客单价高,true
| 5.00,group,,params/member.yaml,19,release 1,S1 2.3,false
$ zhidu param set member.voucher.least 6.50 && diff "$DATA/shop/params/member.yaml" policies/params/member.yaml
| 19c19
| <   value: 5
| ---
| >   value: 6.50
= 1
$ zhidu param set member.voucher.least 9 --branch north --why 北店再提高 && diff "$DATA/shop/branches/north/params.yaml" policies/branches/north/params.yaml
| 2,3c2,3
| <   value: 8
| <   why: 北店客单价高
| ---
| >   value: 9
| >   why: 北店再提高
= 1
$ zhidu param set member.voucher.least 11 --branch north --why 太高
! zhidu: params/member.yaml:16:1: branch north goes beyond the guardrail of member.voucher.least: 11.00 is above the maximum 10.00
= 5
$ zhidu param set member.voucher.least 51
! zhidu: params/member.yaml:16:1: member.voucher.least: 51.00 is above the maximum 50.00
= 3
$ zhidu param set member.tier.from 1 --branch north --why x
! zhidu: column 1: member.tier.from: wants a map of gold, silver such as {"a": 1}, got "1"
= 3
$ zhidu param set member.voucher.rate '{gold: 6%, silver: 2%, plain: 0%}' --from 2027-01-01 && zhidu param get member.voucher.rate.gold --as-of 2027-01-01
| 0.06
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
! errors: 0, warnings: 2
