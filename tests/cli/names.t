# What a pack has.
$ cp -r "$DATA/shop" policies
$ zhidu policies --format csv
| name,title,subject
| member.ranking,门店内排名,member
| member.tier,会员等级,member
| member.voucher,赠券,member
$ zhidu entities --format csv
| name,title,note
| branch,门店,
| member,会员,
| sale,销售单,
$ zhidu facts --format csv
| name,title,subject
| last_visit,最近来店日,member
| spent_12m,近十二个月消费额,member
| visits_12m,近十二个月来店次数,member
$ zhidu branches --format csv
| name,title,note
| north,,参数 1 个，制度 0 项
