# Deciding a population, and what is on record of it.
$ "$DATA/shop-records/fill"
$ zhidu run --as-of 2025-06-30
| run  release  subjects  decided  left out  failed
| ---  -------  --------  -------  --------  ------
|   1        1         4       12         0       0
$ zhidu run member.voucher --as-of 2025-06-30 --branch north --format json
| [
| {"run":2,"release":1,"subjects":2,"decided":4,"left_out":0,"failed":0}
| ]
$ zhidu run member.teir
! zhidu: no policy 'member.teir'; did you mean 'member.tier'?
! More: zhidu help run
= 2
$ zhidu run --as-of 2025-06-31
! zhidu: '2025-06-31' is no date such as 2025-11-30
! More: zhidu help run
= 2
$ zhidu run --period 2025-13
! zhidu: '2025-13' is no period such as 2025-11, 2025Q4 or 2025
! More: zhidu help run
= 2
$ zhidu runs --format csv | cut -d, -f1-9
| run,as_of,period,branch,policies,release,decided,left_out,failed
| 2,2025-06-30,,north,member.tier member.voucher,1,4,0,0
| 1,2025-06-30,,,member.ranking member.tier member.voucher,1,12,0,0
$ zhidu decisions member.voucher --run 1
| 会员编号  姓名        赠券额
| --------  ----------  ------
| M1        林一         42.02
| M2        和顺, 贸易    6.00
| M3        周三          0.00
| M4        吴四          0.00
$ zhidu decisions member.voucher
| 会员编号  姓名  赠券额
| --------  ----  ------
| M1        林一   42.02
| M3        周三    0.00
$ zhidu decisions member.ranking --where 'rank = 1' --format csv
| subject,name,rank
| M1,林一,1
| M2,"和顺, 贸易",1
$ zhidu decisions member.tier --where 'tire = gold'
! zhidu: column 1: there is no column "tire"; did you mean "tier"?
= 3
$ zhidu decisions member.tier --run 9
! zhidu: there is no run 9
= 3
$ zhidu replay 1
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 12 decisions, 0 different
$ zhidu replay 9
! zhidu: there is no run 9
= 3
$ zhidu failures
| policy  subject  field  message
| ------  -------  -----  -------

# Decisions that fail are told and recorded; the others stand.
$ zhidu add sale id=99 member=M2 sold_on=2025-06-01 amount=-900
$ zhidu run member.voucher --as-of 2025-06-30
| run  release  subjects  decided  left out  failed
| ---  -------  --------  -------  --------  ------
|   3        1         4        7         0       1
! member.voucher: M2: rules/member/voucher.lua:12: 消费额是负数
! zhidu: 1 decisions failed; the run is recorded with them
= 4
$ zhidu failures --format csv
| policy,subject,field,message
| member.voucher,M2,,rules/member/voucher.lua:12: 消费额是负数
$ zhidu decisions member.voucher --format csv
| subject,name,voucher
| M1,林一,42.02
| M3,周三,0.00
| M4,吴四,0.00
$ zhidu replay 3
| 制度  对象  结果  记录  重演
| ----  ----  ----  ----  ----
! 8 decisions, 0 different

# How long each stage took goes to standard error.
$ mkdir timed && cd timed && "$DATA/works-records/fill" && zhidu run --period 2025-01 --times --format csv 2>&1 | sed 's/^ *[0-9]*\.[0-9]* s/TIME/' | sort
| 1,1,3,9,0,0
| TIME  worker: work.output
| TIME  worker: work.rank work.wage
| run,release,subjects,decided,left_out,failed
