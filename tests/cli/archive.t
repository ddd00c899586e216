# A record's archive: itself, what refers to it, what was last decided about it.
$ "$DATA/shop-records/fill"
$ zhidu show member M1
| 会员 M1 林一
|
| 字段       名称      值
| ---------  --------  ----------
| id         会员编号  M1
| name       姓名      林一
| branch     门店      北店
| kind       种类      个人
| phone      电话      ***0001
| joined_on  入会日    2023-05-01
|
| 销售单：共 2 条
| 单号  日期          金额
| ----  ----------  ------
|    2  2025-03-05  350.50
|    1  2025-01-10  700.00
|
| 没有记录：最近的决定、等待签批
$ zhidu run --as-of 2025-06-30 >/dev/null
$ zhidu run member.tier --as-of 2025-03-31 >/dev/null
$ zhidu show member M1 --limit 2
| 会员 M1 林一
|
| 字段       名称      值
| ---------  --------  ----------
| id         会员编号  M1
| name       姓名      林一
| branch     门店      北店
| kind       种类      个人
| phone      电话      ***0001
| joined_on  入会日    2023-05-01
|
| 销售单：共 2 条
| 单号  日期          金额
| ----  ----------  ------
|    2  2025-03-05  350.50
|    1  2025-01-10  700.00
|
| 最近的决定：共 3 条
| 政策            名称        日期或期间  运行号  结果
| --------------  ----------  ----------  ------  ------------
| member.ranking  门店内排名  2025-06-30       1  名次 1
| member.tier     会员等级    2025-06-30       1  等级 gold
| member.voucher  赠券        2025-06-30       1  赠券额 42.02
|
| 没有记录：等待签批
$ zhidu show member M1 --limit 1 | grep -A 3 共
| 销售单：共 2 条，列出 1 条
| 单号  日期          金额
| ----  ----------  ------
|    2  2025-03-05  350.50
| --
| 最近的决定：共 3 条
| 政策            名称        日期或期间  运行号  结果
| --------------  ----------  ----------  ------  ------------
| member.ranking  门店内排名  2025-06-30       1  名次 1
$ zhidu show member M1 --limit 1 --all | grep -c 2025-0[13]
| 2
$ zhidu show person M3 --format json
| {"entity":"member","title":"会员","record":{"id":"M3","name":"周三","branch":"north","kind":"private","phone":"***0003","joined_on":null},"archive":[
| {"entity":"sale","title":"销售单","through":"member","count":2,"rows":[
| {"id":6,"member":"M3","sold_on":"2025-06-01","amount":390.00},
| {"id":5,"member":"M3","sold_on":"2024-05-01","amount":5000.00}]}],"decisions":[
| {"policy":"member.ranking","title":"门店内排名","as_of":"2025-06-30","run":1,"outcome":{"rank":2}},
| {"policy":"member.tier","title":"会员等级","as_of":"2025-06-30","run":1,"outcome":{"tier":"silver"}},
| {"policy":"member.voucher","title":"赠券","as_of":"2025-06-30","run":1,"outcome":{"voucher":0.00}}],"pending":[]}
# Where it stands alone, and an entity whose key is a number.
$ zhidu show member M1 --record
| 字段       名称      值
| ---------  --------  ----------
| id         会员编号  M1
| name       姓名      林一
| branch     门店      north
| kind       种类      个人
| phone      电话      ***0001
| joined_on  入会日    2023-05-01
$ zhidu show member M1 --format csv
| field,title,value
| id,会员编号,M1
| name,姓名,林一
| branch,门店,north
| kind,种类,个人
| phone,电话,***0001
| joined_on,入会日,2023-05-01
$ zhidu show sale 5
| 销售单 5
|
| 字段     名称  值
| -------  ----  ----------
| id       单号  5
| member   会员  周三
| sold_on  日期  2024-05-01
| amount   金额  5,000.00
|
| 没有记录：最近的决定、等待签批
# A page that prints.
$ zhidu show member M2 --format html | sed '1,/<.style>/d'
| </head>
| <body>
| <p class="org">示例小店</p>
| <h1>会员 M2 和顺, 贸易</h1>
| <table class="upright">
| <tbody>
| <tr><th>会员编号</th><td>M2</td><th>姓名</th><td>和顺, 贸易</td></tr>
| <tr><th>门店</th><td>南店</td><th>种类</th><td>企业</td></tr>
| <tr><th>电话</th><td></td><th>入会日</th><td>2024-01-15</td></tr>
| </tbody>
| </table>
| <h2>销售单：共 2 条</h2>
| <table>
| <thead>
| <tr><th class="n">单号</th><th class="s">日期</th><th class="n">金额</th></tr>
| </thead>
| <tbody>
| <tr><td class="n">3</td><td class="s">2025-02-01</td><td class="n">299.99</td></tr>
| <tr><td class="n">4</td><td class="s">2025-02-01</td><td class="n">0.01</td></tr>
| </tbody>
| </table>
| <h2>最近的决定：共 3 条</h2>
| <table>
| <thead>
| <tr><th class="s">政策</th><th class="s">名称</th><th class="s">日期或期间</th><th class="n">运行号</th><th class="s">结果</th></tr>
| </thead>
| <tbody>
| <tr><td>member.ranking</td><td class="s">门店内排名</td><td class="s">2025-06-30</td><td class="n">1</td><td class="s">名次 1</td></tr>
| <tr><td>member.tier</td><td class="s">会员等级</td><td class="s">2025-06-30</td><td class="n">1</td><td>等级 silver</td></tr>
| <tr><td>member.voucher</td><td class="s">赠券</td><td class="s">2025-06-30</td><td class="n">1</td><td>赠券额 6.00</td></tr>
| </tbody>
| </table>
| <p>没有记录：等待签批</p>
| </body>
| </html>
# The model says what belongs to an archive, in which order and columns, also across several references; and what a list shows.
$ sed -i 's/^    title: 门店/&\n    archive:\n      - {entity: sale, through: member.branch, title: 本店销售, columns: [sold_on, member.phone, amount], order: -amount}\n      - {entity: member}/; s/^    title: 会员$/&\n    columns: [id, name, branch.name]\n    archive: []/' policies/model/shop.yaml
$ zhidu show branch north --limit 2
| 门店 north 北店
|
| 字段  名称  值
| ----  ----  -----
| id    编号  north
| name  名称  北店
|
| 本店销售：共 4 条，列出 2 条
| 日期        会员电话      金额
| ----------  --------  --------
| 2024-05-01  ***0003   5,000.00
| 2025-01-10  ***0001     700.00
|
| 会员：共 2 条
| 会员编号  姓名  门店
| --------  ----  ----
| M1        林一  北店
| M3        周三  北店
|
| 没有记录：最近的决定、等待签批
$ zhidu show member M1
| 会员 M1 林一
|
| 字段       名称      值
| ---------  --------  ----------
| id         会员编号  M1
| name       姓名      林一
| branch     门店      北店
| kind       种类      个人
| phone      电话      ***0001
| joined_on  入会日    2023-05-01
|
| 最近的决定：共 3 条
| 政策            名称        日期或期间  运行号  结果
| --------------  ----------  ----------  ------  ------------
| member.ranking  门店内排名  2025-06-30       1  名次 1
| member.tier     会员等级    2025-06-30       1  等级 gold
| member.voucher  赠券        2025-06-30       1  赠券额 42.02
|
| 没有记录：等待签批
$ zhidu list member --limit 1
| 会员编号  姓名  门店
| --------  ----  ----
| M1        林一  北店
# What is wrong with it is found by check.
$ sed -i 's/through: member.branch/through: member.kind/; s/order: -amount/order: -amuont/; s/{entity: member}/{entity: membr}/; s/branch.name\]/branch.nme]/' policies/model/shop.yaml
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| model/shop.yaml:10:9: error: through: sale.member.kind does not lead to branch [wrong-type]
| model/shop.yaml:11:9: error: there is no entity "membr"; did you mean "member"? [unknown-name]
| model/shop.yaml:20:25: error: there is no field "nme"; did you mean "name"? [unknown-name]
! errors: 3, warnings: 2
= 1
$ sed -i 's/through: member.kind, //; s/-amuont/-amount/; s/membr/member, sort: id/; s/branch.nme\]/phone.nme]/' policies/model/shop.yaml
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| model/shop.yaml:10:9: error: through: sale does not refer to branch in exactly one field; name the field or the path [missing-key]
| model/shop.yaml:11:26: error: a part of an archive has no key "sort" [unknown-key]
| model/shop.yaml:20:25: error: member.phone is no reference [wrong-type]
! errors: 3, warnings: 2
= 1
$ sed -i 's/{entity: sale, /{entity: sale, through: member.branch, /; s/order: -amount/order: amuont/; s/, sort: id//; s/phone.nme/phone/' policies/model/shop.yaml
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| model/shop.yaml:10:9: error: there is no field "amuont"; did you mean "amount"? [unknown-name]
! errors: 1, warnings: 2
= 1
$ for line in 'archive: [1]' 'archive: [{}]' 'archive: [~]' 'archive: {a: 1}' 'archive: [{entity: sale, through: ""}]' 'archive: [{entity: sale, order: "-"}]' 'archive: [{entity: member, through: branch.x}]' 'columns: []' 'columns: {a: 1}' 'columns: [[id]]' 'columns: ["branch."]' 'columns: [.id]'; do
>   rm -rf wrong; cp -r "$DATA/shop" wrong; sed -i "s/^    title: 会员\$/&\n    $line/" wrong/model/shop.yaml; zhidu --pack wrong check 2>/dev/null | grep error
> done
| model/shop.yaml:17:15: error: archive: wants a map, got one value [wrong-type]
| model/shop.yaml:17:15: error: a part of an archive wants the key "entity" [missing-key]
| model/shop.yaml:17:15: error: archive: wants a map, got nothing [wrong-type]
| model/shop.yaml:17:14: error: archive: wants a list, got a map [wrong-type]
| model/shop.yaml:17:15: error: there is no field "" [unknown-name]
| model/shop.yaml:17:15: error: there is no field "" [unknown-name]
| model/shop.yaml:17:15: error: there is no field "x" [unknown-name]
| model/shop.yaml:17:14: error: a list has 1 to 100 columns [out-of-bounds]
| model/shop.yaml:17:14: error: columns: wants a list, got a map [wrong-type]
| model/shop.yaml:17:15: error: columns: wants one value, got a list [wrong-type]
| model/shop.yaml:17:15: error: there is no field "" [unknown-name]
| model/shop.yaml:17:15: error: there is no field "" [unknown-name]
# Errors of the command.
$ zhidu show member M9
! zhidu: there is no member "M9"
= 3
$ zhidu show sale x
! zhidu: id: wants a whole number, got "x"
= 3
$ zhidu show thing 1
! zhidu: no entity 'thing'
! More: zhidu help show
= 2
$ zhidu show member M1 --format xlsx
! zhidu: --format is one of table|csv|json|jsonl|html, not "xlsx"
! Usage: zhidu show ENTITY [KEY] [options]
! More: zhidu help show
= 2
$ zhidu show member M1 >/dev/full
! zhidu: the output cannot be written: No space left on device
= 3
$ zhidu show member M1 --format json >/dev/full
! zhidu: the output cannot be written
= 3
# What waits for a signature stands there too: about the record itself, and about records that belong to it.
$ mkdir sign && cd sign && "$DATA/shop-sign-records/fill" && zhidu run --as-of 2025-06-30 >/dev/null
$ cd sign && as wu zhidu show branch south | sed -n '/等待/,/^$/p' | sed 's/20[0-9-]*/DATE/; s/----  ------  -*/----/'
| 等待签批：共 2 条
| 编号  政策        名称      对象  签批人  起始
| ----  ----------  --------  ----
|    4  grant.size  赠券审批  G5    店长    DATE
|    5  grant.size  赠券审批  G6    店长    DATE
|
$ cd sign && as wu zhidu show grant G4 --format json | tail -n 1 | sed 's/20[0-9-]*/DATE/'
| {"item":3,"policy":"grant.size","title":"赠券审批","subject":"G4","signer":"总管","since":"DATE"}]}
$ cd sign && as wu zhidu approve 5 -m yes --on 2025-06-30 >/dev/null 2>&1; as wu zhidu show grant G1 | tail -n 1
| 没有记录：等待签批
