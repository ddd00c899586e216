# What differs, in words.
$ "$DATA/shop-records/fill"
$ zhidu diff --format csv
| part,title,item,branch,before,after,clause,name
$ sed -i 's/gold: 4%, silver: 2%/gold: 4%, silver: 1%/; s/max: 50/max: 60/; s/max: 0.06/max: 0.08/; s/title: 最低赠券额/title: 最少赠券额/' policies/params/member.yaml
$ sed -i 's/value: 8/values: {2025-01-01: 8, 2026-01-01: 9}/' policies/branches/north/params.yaml
$ sed -i "s/joined_on: .*/&\n      points:    {type: int, title: 积分, min: 0}/; s/company: 企业/company: 公司, guest: 访客/" policies/model/shop.yaml
$ sed -i 's/"spent_12m", tier/"spent_12m", "points?", tier/; s/if member.spent_12m < 0 then/if (member.points or 0) < 0 then/; s/branch = true//' policies/rules/member/voucher.lua
$ sed -i 's/sum(amount) AS spent_12m/sum(amount * 1) AS spent_12m/; s/visits_12m: {type: int, title: 近十二个月来店次数, default: 0}/visits_12m: {type: int, title: 来店次数, default: 1}/' policies/facts/sales.sql
$ sed -i '/负数/,$d' policies/cases/member/voucher.yaml
$ mkdir -p policies/tables && cat >policies/tables/gift.yaml <<'END'
> gift:
>   title: 赠品
>   hit: first
>   inputs: {visits: {type: int}}
>   outputs: {gift: {type: text}}
>   rows:
>     - [">= 10", cup]
>     - [">= 5", pen]
>     - [">= 2", card]
>   default: [none]
> END
$ echo '# 说明' >policies/NOTES.md
$ zhidu diff
| 类别    名称              内容                      分公司  原来                                  现在                           条款    代号
| ------  ----------------  ------------------------  ------  ------------------------------------  -----------------------------  ------  --------------------
| 参数    最少赠券额        名称                              最低赠券额                            最少赠券额                     S1 2.3  member.voucher.least
| 参数    最少赠券额        值                        north   8.00                                                                 S1 2.3  member.voucher.least
| 参数    最少赠券额        值，自 2026-01-01 起      north   8.00                                  9.00                           S1 2.3  member.voucher.least
| 参数    最少赠券额        范围                              不小于 0，不大于 50                   不小于 0，不大于 60            S1 2.3  member.voucher.least
| 参数    赠券比例          silver，自 2024-01-01 起          2%                                    1%                             S1 2.2  member.voucher.rate
| 参数    赠券比例          护栏                              各项不小于 0，各项不大于 0.06         各项不小于 0，各项不大于 0.08  S1 2.2  member.voucher.rate
| 决策表  赠品              决策表                                                                  新增，3 行                             gift
| 制度    赠券              所需 points                                                             points                         S1 2.2  member.voucher
| 制度    赠券              规则正文                          22 行                                 22 行，删去 2 行，加入 2 行    S1 2.2  member.voucher
| 模型    会员种类          取值 company                      企业                                  公司                                   kind
| 模型    会员种类          取值 guest                                                              访客                                   kind
| 模型    会员              字段 种类：类型                   取值之一：个人、企业                  取值之一：个人、公司、访客             member
| 模型    会员              字段 积分                                                               整数                                   member
| 事实    近十二个月消费额  visits_12m                        近十二个月来店次数，整数，没有时为 0  来店次数，整数，没有时为 1             sales
| 事实    近十二个月消费额  取数的查询                        有                                    内容有改动                             sales
| 用例    赠券              负数                              不能决定：消费额是负数                                                       member.voucher
$ zhidu diff --format jsonl | head -2
| {"part":"param","title":"最少赠券额","item":"名称","branch":null,"before":"最低赠券额","after":"最少赠券额","clause":"S1 2.3","name":"member.voucher.least"}
| {"part":"param","title":"最少赠券额","item":"值","branch":"north","before":"8.00","after":null,"clause":"S1 2.3","name":"member.voucher.least"}
$ zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '各处' | tail -1
| release 2, in force from 2025-07-01

# Rows of a table, policies that come and go, and both ways round.
$ sed -i 's/">= 5", pen/">= 6", pen/; /card/d; s/default: \[none\]/default: [leaf]/; s/hit: first/hit: priority/; s/gift: {type: text}/gift: {type: text, order: [cup, pen, leaf]}/' policies/tables/gift.yaml
$ rm -r policies/rules/member/ranking.lua policies/cases/member/ranking.yaml
$ mkdir -p policies/branches/south && echo 'member.voucher.least: {value: 7, why: 试点}' >policies/branches/south/params.yaml
$ zhidu diff 2 draft --format csv
| part,title,item,branch,before,after,clause,name
| param,最少赠券额,值,south,,7.00,S1 2.3,member.voucher.least
| table,赠品,命中方式,,first,priority,,gift
| table,赠品,第 2 行,,>= 5 → pen,>= 6 → pen,,gift
| table,赠品,原第 3 行,,>= 2 → card,,,gift
| table,赠品,其余,,none,leaf,,gift
| policy,门店内排名,制度,,有,,S1 3,member.ranking
| case,门店内排名,同额按编号,,"[{""rank"": 2}, {""rank"": 1}, {""rank"": 3}]",,,member.ranking
$ zhidu diff draft 2 --format csv | head -3
| part,title,item,branch,before,after,clause,name
| param,最少赠券额,值,south,7.00,,S1 2.3,member.voucher.least
| table,赠品,命中方式,,priority,first,,gift
$ zhidu diff 1 2 --format csv | wc -l
| 17
$ zhidu diff 2 2 --format csv
| part,title,item,branch,before,after,clause,name
$ zhidu diff 1 7
! zhidu: there is no release 7
= 3
$ zhidu diff yesterday
! zhidu: 'yesterday' is no release: it wants a number, or `draft` for the pack's folder
! More: zhidu help diff
= 2
$ zhidu diff 1 2 3
! zhidu: diff: "3" is one word too many
! Usage: zhidu diff [A] [B] [options]
! More: zhidu help diff
= 2
