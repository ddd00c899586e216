# What time has passed by, and what nobody uses: seen as of a day.
$ cp -r "$DATA/shop" policies; sed -i '/last_visit/d' policies/facts/last_visit.sql; rm policies/facts/last_visit.sql; sed -i '/visits_12m:/d; s/, count(DISTINCT sold_on) AS visits_12m//' policies/facts/sales.sql
$ zhidu check
! errors: 0, warnings: 0

# The group has come to what the branch set; before that day the override made a difference.
$ sed -i 's/^  value: 5$/  values: {2020-01-01: 5, 2024-06-01: 8}\n  review_by: 2026-03-31/' policies/params/member.yaml
$ zhidu check --as-of 2024-05-31
! errors: 0, warnings: 0
$ zhidu check --as-of 2024-06-01
| branches/north/params.yaml:2:10: warning: the group has the same value of member.voucher.least since 2024-06-01: branch north need not set it [no-effect]
! errors: 0, warnings: 1
$ zhidu check --as-of 2026-04-01
| branches/north/params.yaml:2:10: warning: the group has the same value of member.voucher.least since 2024-06-01: branch north need not set it [no-effect]
| params/member.yaml:16:1: warning: member.voucher.least was to be reviewed by 2026-03-31 [review-due]
! errors: 0, warnings: 2

# A branch whose own policy does not ask the parameter; one that replaces a policy by the same text; an enum of nothing.
$ sed -i 's/^  gives   = { voucher/  branch  = true,\n&/' policies/rules/member/voucher.lua
$ mkdir -p policies/branches/north/rules/member policies/branches/south/rules/member
$ sed '/voucher < param.least/,/^    end$/d; s/, least = "member.voucher.least"//' policies/rules/member/voucher.lua >policies/branches/north/rules/member/voucher.lua
$ cp policies/rules/member/voucher.lua policies/branches/south/rules/member/
$ sed -i 's/^enums:/&\n  season: {title: 季节, values: {warm: 暖, cold: 冷}}/' policies/model/shop.yaml
$ zhidu check --as-of 2024-05-31
| branches/north/params.yaml:1:1: warning: branch north sets member.voucher.least, which none of the policies that decide for it uses [idle-override]
| branches/south/rules/member/voucher.lua:2:1: warning: branch south replaces member.voucher by the same text [no-effect]
| model/shop.yaml:2:3: warning: nothing uses the enum season [unused]
! errors: 0, warnings: 3

# A broken policy may use anything: nothing is said about uses.
$ echo 'retrun {}' >policies/rules/member/tier.lua; zhidu check --as-of 2024-05-31 | grep -c 'unused\|idle'
| 0
! errors: 6, warnings: 1
= 1
