# Beyond the limits of the pack a release waits for somebody else.
$ "$DATA/shop-sign-records/fill"
$ cat >>policies/pack.yaml <<'END'
> publish: {approver: chief, changed: 40%, policies: {grant.size: {changed: 20%}}}
> END
$ zhidu publish --effective 2025-01-01 --as-of 2025-06-30 -m '定出限度' | tail -1
| release 2, in force from 2025-01-01
$ sed -i 's/value: 100/value: 85/' policies/params/grant.yaml && sed -i 's/amount: 100,/amount: 85,/; s/amount: 101, used: 0/amount: 86, used: 0/' policies/cases/grant/size.yaml
$ as lin zhidu publish --effective 2025-02-01 --as-of 2025-06-30 -m '店长权限降到 85'
| 影响：与版本 2 相比，记录截至 2025-06-30，按 2025-02-01 起的规定
| 制度      代号        期间  对象  改变  金额  增加  减少  不能决定
| --------  ----------  ----  ----  ----  ----  ----  ----  --------
| 赠券审批  grant.size           7     3
|
| 制度      分公司  对象  改变  金额  增加  减少
| --------  ------  ----  ----  ----  ----  ----
| 赠券审批  south      3     3
|
| 超过限度，须由“chief”批准：
| 赠券审批（grant.size）：7 个对象中 3 个改变，限度 20%
|
| release 3 is proposed; it is in force from 2025-02-01 once it is approved: zhidu approve release-3 -m WHY
$ zhidu releases --format csv | cut -d, -f1-3,5,8 | sed "s/$(id -un)/me/"
| id,status,effective,author,decided_by
| 1,superseded,0001-01-01,me,
| 2,in_force,2025-01-01,me,
| 3,proposed,2025-02-01,lin,
$ zhidu pending --format csv | wc -l
| 1
! zhidu: note: release 3 waits to be approved by chief: zhidu approve release-3
$ zhidu rollback 3 --effective 2025-03-01 -m x
! zhidu: release 3 never was in force: there is no going back to it
! More: zhidu help rollback
= 2
# It decides nothing yet.
$ zhidu run grant.size --as-of 2025-06-30 --format csv | cut -d, -f2
| release
| 2
! zhidu: note: the files in policies differ from release 2, which is in force and decides; publish them, or use --draft
$ as lin zhidu approve release-3 -m '自己批'
! zhidu: release 3 is by lin: somebody else must approve it
= 5
$ as he zhidu approve release-3 -m '店长批'
! zhidu: release 3 wants the word of a "chief"; he is none
= 5
$ as mallory zhidu approve release-3 -m '外人批'
! zhidu: release 3 wants the word of a "chief"; mallory is not known as anybody
= 5
$ as wu zhidu approve release-3 -m ''
! zhidu: a signature says why
! More: zhidu help approve
= 2
$ as wu zhidu approve release-2 -m '不必批的'
! zhidu: release 2 does not wait for anybody: it is in_force
= 3
$ as wu zhidu approve release-9 -m '没有的'
! zhidu: there is no release 9
= 3
$ as wu zhidu approve release-3 -m '同意' && zhidu releases --format csv | cut -d, -f1-3,5,8 | sed "s/$(id -un)/me/"
| release 3 approved
| id,status,effective,author,decided_by
| 1,superseded,0001-01-01,me,
| 2,superseded,2025-01-01,me,
| 3,in_force,2025-02-01,lin,wu：同意
$ as wu zhidu approve release-3 -m '再批'
! zhidu: release 3 does not wait for anybody: it is in_force
= 3
$ zhidu run grant.size --as-of 2025-06-30 --format csv | cut -d, -f2
| release
| 3
# Rejected, and taken back by its author.
$ sed -i 's/value: 85/value: 50/' policies/params/grant.yaml && sed -i 's/amount: 85,/amount: 50,/; s/amount: 86, used: 0/amount: 51, used: 0/' policies/cases/grant/size.yaml
$ as lin zhidu publish --effective 2025-04-01 --as-of 2025-06-30 -m '降到 50' | tail -1
| release 4 is proposed; it is in force from 2025-04-01 once it is approved: zhidu approve release-4 -m WHY
$ as he zhidu reject release-4 -m '店长不能驳回'
! zhidu: release 4 wants the word of a "chief"; he is none
= 5
$ as wu zhidu reject release-4 -m '太低'
| release 4 rejected
$ as lin zhidu publish --effective 2025-04-01 --as-of 2025-06-30 -m '再降到 50' | tail -1
| release 5 is proposed; it is in force from 2025-04-01 once it is approved: zhidu approve release-5 -m WHY
$ as lin zhidu reject release-5 -m '自己收回'
| release 5 rejected
$ as wu zhidu approve release-4 -m '改主意'
! zhidu: release 4 does not wait for anybody: it is rejected
= 3
# What was compared with is no longer in force: the impact shown is not the impact approved.
$ as lin zhidu publish --effective 2025-04-01 --as-of 2025-06-30 -m '三提 50' | tail -1
| release 6 is proposed; it is in force from 2025-04-01 once it is approved: zhidu approve release-6 -m WHY
$ as lin zhidu rollback 3 --effective 2025-03-01 --as-of 2025-06-30 -m '照旧' | tail -1
| release 7, in force from 2025-03-01
$ as wu zhidu approve release-6 -m '同意'
! zhidu: release 6 was compared with release 3, but release 7 is in force at its date meanwhile: reject it and publish again
= 3
# Without an impact, and with other limits, somebody else approves as well.
$ as lin zhidu rollback 3 --effective 2025-05-01 -m '不试算' --no-impact
| 没有试算影响
|
| 超过限度，须由“chief”批准：
| 没有试算影响
|
| release 8 is proposed; it is in force from 2025-05-01 once it is approved: zhidu approve release-8 -m WHY
$ zhidu show release-3 pack.yaml >policies/pack.yaml && zhidu show release-3 params/grant.yaml >policies/params/grant.yaml && zhidu show release-3 cases/grant/size.yaml >policies/cases/grant/size.yaml
$ sed -i 's/changed: 40%/changed: 100%/' policies/pack.yaml
$ as lin zhidu publish --effective 2025-05-01 --as-of 2025-06-30 -m '放宽限度'
| 影响：与版本 7 相比，记录截至 2025-06-30，按 2025-05-01 起的规定
| 没有一项制度的决定会因此改变
|
| 超过限度，须由“chief”批准：
| 发布限度本身有改动（pack.yaml 的 publish）
|
| release 9 is proposed; it is in force from 2025-05-01 once it is approved: zhidu approve release-9 -m WHY
$ zhidu audit --format csv 2>/dev/null
| place,trouble
# Wrong sections of pack.yaml.
$ sed -i '/^publish/d' policies/pack.yaml
$ echo 'publish: {changed: 10%}' >>policies/pack.yaml && zhidu check | grep pack.yaml; sed -i '$d' policies/pack.yaml
| pack.yaml:11:10: error: publish wants the key "approver" [missing-key]
! errors: 1, warnings: 0
$ echo 'publish: {approver: chief, changed: 120%, money: -1, policies: {grant.sice: {changed: x}, grant.size: 3}}' >>policies/pack.yaml && zhidu check | grep pack.yaml; sed -i '$d' policies/pack.yaml
| pack.yaml:11:37: error: changed: wants 0% to 100%, got 120% [out-of-bounds]
| pack.yaml:11:50: error: money: wants 0 or more, got -1 [out-of-bounds]
| pack.yaml:11:65: error: publish: there is no policy "grant.sice"; did you mean "grant.size"? [unknown-name]
| pack.yaml:11:87: error: changed: wants a rate such as 0.04 or 4%, got "x" [wrong-type]
| pack.yaml:11:103: error: grant.size: wants a map, got one value [wrong-type]
! errors: 5, warnings: 0
$ sed -i '/^access/,$d' policies/pack.yaml && echo 'publish: {approver: chief, changed: 10%}' >>policies/pack.yaml && zhidu check | grep pack.yaml
| pack.yaml:4:10: error: publish: "access" is missing: without it nobody has a role, so nobody could approve [missing-key]
! errors: 1, warnings: 1
