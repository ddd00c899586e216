# Ledgers and sheets of the pack.
$ "$DATA/shop-records/fill"
$ zhidu report
| 代号    名称        条款  期间  参数     所用决定
| ------  ----------  ----  ----  -------  --------------------------
| ledger  销售台账    S1 4        member?
| tiers   会员等级表                       member.tier member.voucher
$ zhidu report ledger --period 2025
| 日期        会员        种类  金额（元）
| ----------  ----------  ----  ----------
| 2025-01-10  林一        个人      700.00
| 2025-02-01  和顺, 贸易  企业      299.99
| 2025-02-01  和顺, 贸易  企业        0.01
| 2025-03-05  林一        个人      350.50
| 2025-06-01  周三        个人      390.00
| 合计                            1,740.50
$ zhidu report ledger --period 2025 --branch south --format csv
| day,member,kind,amount
| 2025-02-01,"和顺, 贸易",company,299.99
| 2025-02-01,"和顺, 贸易",company,0.01
$ zhidu report ledger --period 2025-03 --param member=M1 --format json
| [
| {"day":"2025-03-05","member":"林一","kind":"private","amount":350.50}
| ]
$ zhidu report ledger --period 2025-03 --format html
| <!DOCTYPE html>
| <html lang="zh">
| <head>
| <meta charset="utf-8">
| <meta name="viewport" content="width=device-width">
| <title>销售台账</title>
| <style>
| @page{size:A4;margin:15mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt}}
| body{font:14px/1.5 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;margin:2em auto;max-width:80em;padding:0 1em;color:#222}
| h1{font-size:1.5em;text-align:center;margin:.2em 0}
| h2{font-size:1.1em;margin:1.2em 0 0;break-after:avoid}
| .basis{color:#555;font-size:.85em}
| .org,.about{text-align:center;margin:0;color:#555}
| table{border-collapse:collapse;width:100%;margin:1em 0}
| h2+table{margin-top:.4em}
| th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:break-word}
| th{background:#eee}
| td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
| td.n,.s{white-space:nowrap}
| .upright th{width:18%}.upright td{width:32%}
| tfoot td{font-weight:bold;border-top:2px solid #222}
| .sign{display:flex;flex-wrap:wrap;gap:2em;margin:2em 0}
| .sign span{flex:1;min-width:12em;border-bottom:1px solid #222;padding-bottom:1.5em}
| .card+.card{break-before:page}
| @media print{body{font-size:10pt;margin:0;padding:0 1px;max-width:none}th{background:none}.across{font-size:8.5pt}.across th,.across td{padding:.2em .4em}thead{display:table-header-group}tfoot{display:table-row-group}tr,.sign{break-inside:avoid}}
| </style>
| </head>
| <body>
| <p class="org">示例小店</p>
| <h1>销售台账</h1>
| <p class="about">期间：2025-03</p>
| <p class="about">依据：S1 4</p>
| <table>
| <thead>
| <tr><th class="s">日期</th><th class="s">会员</th><th class="s">种类</th><th class="n">金额（元）</th></tr>
| </thead>
| <tbody>
| <tr><td class="s">2025-03-05</td><td class="s">林一</td><td class="s">个人</td><td class="n">350.50</td></tr>
| </tbody>
| <tfoot>
| <tr><td class="s">合计</td><td></td><td></td><td class="n">350.50</td></tr>
| </tfoot>
| </table>
| <p>退货为负</p>
| <div class="sign"><span>店长：</span><span>会计：</span></div>
| </body>
| </html>
$ zhidu report ledger --period 2025 --format xlsx > ledger.xlsx && head -c 2 ledger.xlsx && echo
| PK
$ zhidu report ledgers
! zhidu: there is no report 'ledgers'; did you mean 'ledger'?
! More: zhidu help report
= 2
# A report says how it wants what it cannot do without.
$ sed '5s/title: 会员}/title: 会员, required: true}/; s/^title: .*/title: 一人台账/' policies/reports/ledger.sql >policies/reports/one.sql; sed -n '4,6p' policies/reports/one.sql; zhidu report one; rm policies/reports/one.sql
| parameters:
|   member: {type: ref, entity: member, title: 会员, required: true}
| sign: [店长, 会计]
! zhidu: report one wants its member (会员): --param member=VALUE
! More: zhidu help report
$ zhidu report ledger --param person=M1
! zhidu: report ledger has no parameter 'person'
! More: zhidu help report
= 2
$ zhidu report ledger --branch nort
! zhidu: there is no branch nort
= 3
$ zhidu report ledger --period 2030 --format html | grep -c '<td>'
| 1

# Decisions are those of the last run that fits, by a published release.
$ zhidu report tiers --as-of 2025-06-30
! zhidu: report tiers reads decisions of member.tier, and no published release has decided it up to 2025-06-30; first: zhidu run member.tier --as-of 2025-06-30
= 3
$ zhidu run --as-of 2025-06-30 >/dev/null
$ zhidu report tiers --as-of 2025-06-30
| 编号  姓名        等级     赠券
| ----  ----------  ------  -----
| M1    林一        gold    42.02
| M2    和顺, 贸易  silver   6.00
| M3    周三        silver   0.00
| M4    吴四        plain    0.00
| 合计                      48.02
$ zhidu run --as-of 2024-06-30 >/dev/null
$ zhidu report tiers --as-of 2025-06-30 --branch north --format csv
| id,name,tier,voucher
| M1,林一,gold,42.02
| M3,周三,silver,0.00
$ zhidu report tiers --as-of 2024-06-30 --format csv
| id,name,tier,voucher
| M1,林一,plain,0.00
| M2,"和顺, 贸易",plain,0.00
| M3,周三,gold,200.00
| M4,吴四,plain,0.00
$ zhidu report tiers --as-of 2024-06-29
! zhidu: report tiers reads decisions of member.tier, and no published release has decided it up to 2024-06-29; first: zhidu run member.tier --as-of 2024-06-29
= 3

# A card a row, a page each when printed, with the runs that it stands on.
$ sed -i "s/^title: .*/&\nlayout: card\nsign: [经办]/" policies/reports/tiers.sql
$ zhidu report tiers --as-of 2025-06-30 --branch north
| 编号  M1
| 姓名  林一
| 等级  gold
| 赠券  42.02
|
| 编号  M3
| 姓名  周三
| 等级  silver
| 赠券  0.00
$ zhidu report tiers --as-of 2025-06-30 --branch south --format html | sed '1,/<body/d'
| <div class="card">
| <p class="org">示例小店</p>
| <h1>会员等级表</h1>
| <p class="about">截至：2025-06-30　单位：南店 (south)</p>
| <table class="upright">
| <tbody>
| <tr><th>编号</th><td>M2</td><th>姓名</th><td>和顺, 贸易</td></tr>
| <tr><th>等级</th><td>silver</td><th>赠券</th><td>6.00</td></tr>
| </tbody>
| </table>
| <p class="basis">所据决定：member.tier 2025-06-30（运行 1，版本 1）；member.voucher 2025-06-30（运行 1，版本 1）</p>
| <div class="sign"><span>经办：</span></div>
| </div>
| <div class="card">
| <p class="org">示例小店</p>
| <h1>会员等级表</h1>
| <p class="about">截至：2025-06-30　单位：南店 (south)</p>
| <table class="upright">
| <tbody>
| <tr><th>编号</th><td>M4</td><th>姓名</th><td>吴四</td></tr>
| <tr><th>等级</th><td>plain</td><th>赠券</th><td>0.00</td></tr>
| </tbody>
| </table>
| <p class="basis">所据决定：member.tier 2025-06-30（运行 1，版本 1）；member.voucher 2025-06-30（运行 1，版本 1）</p>
| <div class="sign"><span>经办：</span></div>
| </div>
| </body>
| </html>
$ zhidu report tiers --as-of 2025-06-30 --branch south --format csv
| id,name,tier,voucher
| M2,"和顺, 贸易",silver,6.00
| M4,吴四,plain,0.00
$ zhidu report tiers --as-of 2025-06-30 --branch nowhere
! zhidu: there is no branch nowhere
= 3
$ sed -i 's/layout: card/layout: cards/' policies/reports/tiers.sql; zhidu check | grep cards; sed -i 's/layout: cards/layout: list/' policies/reports/tiers.sql
| reports/tiers.sql:3:9: error: layout: wants one of list, card, got "cards"; did you mean "card"? [wrong-type]
! errors: 1, warnings: 2

# What is wrong with a report is found.
$ printf '/*\ntitle: x\ndecisions: [member.teir]\ncolumns: {a: {type: text, total: sum}}\n*/\nSELECT 1 AS a\n' > policies/reports/wrong.sql; zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| reports/wrong.sql:3:13: error: there is no policy "member.teir"; did you mean "member.tier"? [unknown-name]
| reports/wrong.sql:4:34: error: only int, number and money can be added up [wrong-type]
! errors: 2, warnings: 2
= 1
$ printf '/*\ntitle: x\ncolumns: {a: {type: text}}\n*/\nSELECT phone AS a FROM member WHERE id = :who\n' > policies/reports/wrong.sql; zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| reports/wrong.sql:5:1: error: report wrong: access to member.phone is prohibited [sql]
! errors: 1, warnings: 2
= 1
$ printf '/*\ntitle: x\ncolumns: {a: {type: text}}\n*/\nSELECT tier AS b FROM decision_member_tier\n' > policies/reports/wrong.sql; zhidu report wrong
! zhidu: reports/wrong.sql:5:1: report wrong: access to outcome_member_2.key is prohibited
= 3
$ printf '/*\ntitle: x\ndecisions: [member.tier]\ncolumns: {a: {type: text}}\n*/\nWITH decision_member_tier AS (SELECT value AS a FROM zd_meta) SELECT a FROM decision_member_tier\n' > policies/reports/wrong.sql; zhidu report wrong
! zhidu: reports/wrong.sql:6:1: report wrong: access to zd_meta.value is prohibited
= 3
$ printf '/*\ntitle: x\ncolumns: {a: {type: int}}\n*/\nSELECT name AS a FROM member\n' > policies/reports/wrong.sql; zhidu report wrong
! zhidu: report wrong: column a wants int and holds text
= 3
