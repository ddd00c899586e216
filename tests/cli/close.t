# Month and quarter ends: what was decided is the record, sheets are frozen, corrections are booked later.
$ "$DATA/works-records/fill" && zhidu check
! errors: 0, warnings: 0
$ zhidu close 2025-01 --dry-run
| 部分      名称         对象  原为  改为  差额  数量
| --------  -----------  ----  ----  ----  ----  ----
| 决定      work.output                             3
| 决定      work.rank                               3
| 决定      work.wage                               3
| 封存报表  wages                                   3
| 封存报表  pieces                                  4
! 2025-01: only shown, nothing is written
$ zhidu closes --format csv && zhidu runs --format csv
| period,run,release,decided,failed,sheets,changed,adjustments,author,made_at
| run,as_of,period,branch,policies,release,decided,left_out,failed,author,made_at
$ zhidu close 2025-01
| 部分      名称         对象  原为  改为  差额  数量
| --------  -----------  ----  ----  ----  ----  ----
| 决定      work.output                             3
| 决定      work.rank                               3
| 决定      work.wage                               3
| 封存报表  wages                                   3
| 封存报表  pieces                                  4
! 2025-01 is closed; its record is run 1
$ zhidu closes --format csv | cut -d, -f1-8
| period,run,release,decided,failed,sheets,changed,adjustments
| 2025-01,1,1,9,0,2,0,0
$ zhidu show worker W1 | grep -i rank
| rank        工级          初级
| rank_since  现工级起始日  2025-01-01
| work.rank    工级  2025-01          1

# Each once, in order, the months before their quarter, and only what is over.
$ zhidu close 2025-01 2>&1 | sed 's/, by .*//'
| zhidu: 2025-01 is closed already: run 1 is its record
| More: zhidu help close
$ zhidu close 2024-12
! zhidu: 2024-12 lies before 2025-01, the first month that was closed
! More: zhidu help close
= 2
$ zhidu close 2025-03
! zhidu: 2025-02 is to be closed before 2025-03: months are closed one after the other
! More: zhidu help close
= 2
$ zhidu close 2025Q1
! zhidu: 2025-02 is to be closed before 2025Q1, which it is a part of
! More: zhidu help close
= 2
$ zhidu close 9999-01
! zhidu: 9999-01 is not over
! More: zhidu help close
= 2
$ zhidu close 2025
! zhidu: release 1 does not say what closing a year consists of (closes.yaml)
! More: zhidu help close
= 2
$ zhidu close 2025-1
! zhidu: '2025-1' is no period such as 2025-11, 2025Q4 or 2025
! More: zhidu help close
= 2
$ zhidu close
! zhidu: close needs PERIOD
! Usage: zhidu close PERIOD [options]
! More: zhidu help close
= 2

# The second month makes a senior of W1, from the first of the next month on.
$ zhidu close 2025-02
| 部分      名称               对象  原为  改为  差额  数量
| --------  -----------------  ----  ----  ----  ----  ----
| 决定      work.output                                   3
| 决定      work.rank                                     3
| 决定      work.wage                                     3
| 封存报表  wages                                         3
| 封存报表  pieces                                        3
| 改动记录  worker.rank                                   1
| 改动记录  worker.rank_since                             1
! 2025-02 is closed; its record is run 2
$ zhidu list worker --columns id,rank,rank_since --format csv
| id,rank,rank_since
| W1,senior,2025-03-01
| W2,junior,2025-01-01
| W3,senior,2025-01-01
$ zhidu decisions work.wage --format csv
| subject,name,wage,made_good,total,promoted
| W1,"王, 一",240.00,0.00,240.00,true
| W2,"李""二""",200.00,0.00,200.00,false
| W3,赵三,150.00,0.00,150.00,false

# A frozen sheet stays, byte for byte, whatever becomes of the records.
$ zhidu report wages --period 2025-02 --format csv >before.csv 2>/dev/null && cat before.csv
| id,name,wage,made_good,total
| W1,"王, 一",240.00,0.00,240.00
| W2,"李""二""",200.00,0.00,200.00
| W3,赵三,150.00,0.00,150.00
$ zhidu report pieces --period 2025-02 --format csv 2>/dev/null
| made_on,worker,rank,count
| 2025-02-03,"王, 一",junior,120
| 2025-02-04,"李""二""",junior,100
| 2025-02-28,赵三,senior,50
$ zhidu set worker W1 name=王甲 && zhidu set piece P5 count=130 && zhidu add piece id=P10 worker=W3 made_on=2025-01-31 count=7
$ zhidu report wages --period 2025-02 --format csv 2>/dev/null | cmp - before.csv
$ zhidu report wages --period 2025-02 2>&1 | sed 's/[0-9-]* [0-9:]* (/AT (/'
| zhidu: note: 2025-02 is closed: this is the sheet frozen at AT (--live computes it anew)
| 工号  姓名    工资（元）  以前月份差额（元）  合计（元）
| ----  ------  ----------  ------------------  ----------
| W1    王, 一      240.00                0.00      240.00
| W2    李"二"      200.00                0.00      200.00
| W3    赵三        150.00                0.00      150.00
| 合计              590.00                0.00      590.00
$ zhidu report wages --period 2025-02 --format json 2>/dev/null
| [
| {"id":"W1","name":"王, 一","wage":240.00,"made_good":0.00,"total":240.00},
| {"id":"W2","name":"李\"二\"","wage":200.00,"made_good":0.00,"total":200.00},
| {"id":"W3","name":"赵三","wage":150.00,"made_good":0.00,"total":150.00}
| ]
$ zhidu report pieces --period 2025-02 --live --format csv
| made_on,worker,rank,count
| 2025-02-03,王甲,senior,130
| 2025-02-04,"李""二""",junior,100
| 2025-02-28,赵三,senior,50
! zhidu: note: 2025-02 is closed: this is not the frozen sheet, but the records as they are now

# A run of a closed period is information; the closed one stays the record.
$ zhidu run work.wage --period 2025-02 --format csv
| run,release,subjects,decided,left_out,failed
| 3,1,3,9,0,0
! zhidu: note: 2025-02 is closed and run 2 is its record: this run is for information only
$ zhidu decisions work.wage --format csv
| subject,name,wage,made_good,total,promoted
| W1,王甲,240.00,0.00,240.00,true
| W2,"李""二""",200.00,0.00,200.00,false
| W3,赵三,150.00,0.00,150.00,false
$ zhidu report wages --period 2025-02 --live --format csv
| id,name,wage,made_good,total
| W1,王甲,240.00,0.00,240.00
| W2,"李""二""",200.00,0.00,200.00
| W3,赵三,150.00,0.00,150.00
! zhidu: note: 2025-02 is closed: this is not the frozen sheet, but the records as they are now
$ zhidu replay 2
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 9 decisions, 0 different

# Corrections of January and February are booked with March, on its wages too. W3 moved to another team: no correction.
$ zhidu set worker W3 team=red
$ zhidu close 2025-03 --dry-run --format csv
| part,name,subject,was,becomes,difference,count
| decision,work.output,,,,,3
| decision,work.rank,,,,,3
| decision,work.wage,,,,,3
| sheet,wages,,,,,3
| sheet,pieces,,,,,2
| record,worker.rank,,,,,1
| record,worker.rank,W2,junior,senior,,
| record,worker.rank_since,,,,,1
| record,worker.rank_since,W2,2025-01-01,2025-04-01,,
| adjustment,2025-01 work.output.pieces,,,,,1
| adjustment,2025-01 work.output.pieces,W3,50,57,,
| adjustment,2025-01 work.wage.total,,,,21.00,1
| adjustment,2025-01 work.wage.total,W3,150.00,171.00,21.00,
| adjustment,2025-01 work.wage.wage,,,,21.00,1
| adjustment,2025-01 work.wage.wage,W3,150.00,171.00,21.00,
| adjustment,2025-02 work.output.pieces,,,,,1
| adjustment,2025-02 work.output.pieces,W1,120,130,,
| adjustment,2025-02 work.wage.total,,,,20.00,1
| adjustment,2025-02 work.wage.total,W1,240.00,260.00,20.00,
| adjustment,2025-02 work.wage.wage,,,,20.00,1
| adjustment,2025-02 work.wage.wage,W1,240.00,260.00,20.00,
! 2025-03: only shown, nothing is written
$ zhidu close 2025-03 --format csv | grep adjustment
| adjustment,2025-01 work.output.pieces,,,,,1
| adjustment,2025-01 work.wage.total,,,,21.00,1
| adjustment,2025-01 work.wage.wage,,,,21.00,1
| adjustment,2025-02 work.output.pieces,,,,,1
| adjustment,2025-02 work.wage.total,,,,20.00,1
| adjustment,2025-02 work.wage.wage,,,,20.00,1
! 2025-03 is closed; its record is run 4
$ zhidu adjustments
| 记入期间  更正期间  制度         对象  结果    原为    应为     差额
| --------  --------  -----------  ----  ------  ------  ------  -----
| 2025-03   2025-01   work.output  W3    pieces  50      57
| 2025-03   2025-01   work.wage    W3    total   150.00  171.00  21.00
| 2025-03   2025-01   work.wage    W3    wage    150.00  171.00  21.00
| 2025-03   2025-02   work.output  W1    pieces  120     130
| 2025-03   2025-02   work.wage    W1    total   240.00  260.00  20.00
| 2025-03   2025-02   work.wage    W1    wage    240.00  260.00  20.00
$ zhidu adjustments --period 2025-02 --format csv
| booked,period,policy,subject,outcome,was,should_be,difference
$ zhidu adjustments --period 2025-13
! zhidu: '2025-13' is no period such as 2025-11, 2025Q4 or 2025
! More: zhidu help adjustments
= 2
$ zhidu report wages --period 2025-03 --format csv 2>/dev/null
| id,name,wage,made_good,total
| W1,王甲,330.00,20.00,350.00
| W2,"李""二""",200.00,0.00,200.00
| W3,赵三,0.00,21.00,21.00
$ zhidu replay 2
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 9 decisions, 0 different
$ zhidu close 2025Q1 --format csv
| part,name,subject,was,becomes,difference,count
| decision,work.season,,,,,3
! 2025Q1 is closed; its record is run 5

# What was booked is not booked again; a piece that is taken back is, with what is left of it.
$ zhidu add piece id=P11 worker=W3 made_on=2025-04-02 count=1
$ zhidu set piece P5 count=125
$ zhidu close 2025-04 --format csv | grep -v -e decision -e sheet
| part,name,subject,was,becomes,difference,count
| adjustment,2025-02 work.output.pieces,,,,,1
| adjustment,2025-02 work.wage.total,,,,-10.00,1
| adjustment,2025-02 work.wage.wage,,,,-10.00,1
! 2025-04 is closed; its record is run 6
$ zhidu adjustments --period 2025-04 --format csv
| booked,period,policy,subject,outcome,was,should_be,difference
| 2025-04,2025-02,work.output,W1,pieces,130,125,
| 2025-04,2025-02,work.wage,W1,total,260.00,250.00,-10.00
| 2025-04,2025-02,work.wage,W1,wage,260.00,250.00,-10.00

# A release that is published later for an earlier date is a correction like any other.
$ zhidu param set work.wage.rate '{junior: 2, senior: 4}' --from 2025-04-01 && zhidu publish --effective 2025-04-01 -m 'four from April on' >/dev/null
$ zhidu close 2025-05 --format csv | grep -v -e decision -e sheet
| part,name,subject,was,becomes,difference,count
| adjustment,2025-04 work.wage.total,,,,1.00,1
| adjustment,2025-04 work.wage.wage,,,,1.00,1
! 2025-05 is closed; its record is run 7

# A decision that fails keeps the period open, unless it is let pass.
$ zhidu add piece id=P12 worker=W2 made_on=2025-06-02 count=-1
$ zhidu close 2025-06
! work.output: W2: rules/work/output.lua:13: 件数 -1 不能为负
! work.wage: W2: work.output.pieces: worker W2: work.output.pieces is missing
! zhidu: 2 decisions failed; 2025-06 stays open (--with-failures closes it with them on record)
= 4
$ zhidu closes --format csv | cut -d, -f1-8 | head -2
| period,run,release,decided,failed,sheets,changed,adjustments
| 2025-05,7,2,9,0,2,0,2
$ zhidu close 2025-06 --with-failures --format csv
| part,name,subject,was,becomes,difference,count
| decision,work.output,,,,,2
| decision,work.rank,,,,,3
| decision,work.wage,,,,,2
| sheet,wages,,,,,2
| sheet,pieces,,,,,1
! work.output: W2: rules/work/output.lua:13: 件数 -1 不能为负
! work.wage: W2: work.output.pieces: worker W2: work.output.pieces is missing
! 2025-06 is closed; its record is run 8
$ zhidu closes --format csv | cut -d, -f1-8 | head -2
| period,run,release,decided,failed,sheets,changed,adjustments
| 2025-06,8,2,7,2,2,0,0
$ zhidu audit 2>/dev/null
| 位置  问题
| ----  ----

# A pack that says nothing of closing, and one that says it wrong.
$ mkdir shop && cd shop && "$DATA/shop-records/fill" && zhidu close 2025-06
! zhidu: release 1 does not say what closing a month consists of (closes.yaml)
! More: zhidu help close
= 2
$ cd shop && cat >policies/closes.yaml <<'Y'
> month:
>   decide: [member.teir, member.tier]
>   freeze: [ledgr, ledger, ledger]
>   look_back: 99
>   sheets: [x]
> week: {}
> keep: {membr: [id], member: [nam]}
> Y
> zhidu check
| closes.yaml:2:12: error: there is no policy "member.teir"; did you mean "member.tier"? [unknown-name]
| closes.yaml:3:12: error: there is no report "ledgr"; did you mean "ledger"? [unknown-name]
| closes.yaml:3:27: error: freeze: "ledger" stands here twice [duplicate]
| closes.yaml:4:14: error: look_back is 0 to 36 [out-of-bounds]
| closes.yaml:5:3: error: month has no key "sheets" [unknown-key]
| closes.yaml:6:1: error: closes.yaml has no key "week" [unknown-key]
| closes.yaml:7:8: error: there is no entity "membr"; did you mean "member"? [unknown-name]
| closes.yaml:7:30: error: there is no field "nam"; did you mean "name"? [unknown-name]
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
! errors: 8, warnings: 2
= 1
