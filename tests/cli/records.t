# One record, and lists of them.
$ "$DATA/shop-records/fill"
$ zhidu list member
| 会员编号  姓名        门店  种类  电话     入会日
| --------  ----------  ----  ----  -------  ----------
| M1        林一        北店  个人  ***0001  2023-05-01
| M2        和顺, 贸易  南店  企业           2024-01-15
| M3        周三        北店  个人  ***0003
| M4        吴四        南店  个人           2025-02-28
$ zhidu list member --names --columns id,branch,kind --order -id --limit 2
| 会员编号  门店  种类
| --------  ----  ----
| M4        南店  个人
| M3        北店  个人
$ zhidu list sale --where 'amount >= 300 and member.branch = north' --columns id,member.name,amount
| 单号  会员      金额
| ----  ----  --------
|    1  林一    700.00
|    2  林一    350.50
|    5  周三  5,000.00
|    6  周三    390.00
$ zhidu list person --where "name contains '四'" --format jsonl
| {"id":"M4","name":"吴四","branch":"south","kind":"private","phone":null,"joined_on":"2025-02-28"}
$ zhidu list member --where 'naem = 1'
! zhidu: member has no field naem; did you mean name?
! More: zhidu help list
= 2
$ zhidu list membr
! zhidu: no entity 'membr'; did you mean 'member'?
! More: zhidu help list
= 2
$ zhidu list member --columns id,nmae
! zhidu: member has no field nmae; did you mean name?
! More: zhidu help list
= 2
$ zhidu show member M2
| 会员 M2 和顺, 贸易
|
| 字段       名称      值
| ---------  --------  ----------
| id         会员编号  M2
| name       姓名      和顺, 贸易
| branch     门店      南店
| kind       种类      企业
| phone      电话
| joined_on  入会日    2024-01-15
|
| 销售单：共 2 条
| 单号  日期          金额
| ----  ----------  ------
|    3  2025-02-01  299.99
|    4  2025-02-01    0.01
|
| 没有记录：最近的决定、等待签批
$ zhidu show member M9
! zhidu: there is no member "M9"
= 3
$ zhidu add member id=M5 name=郑五 branch=south kind=企业 joined_on=2025-06-30
$ zhidu add member id=M5 name=again branch=south
! zhidu: id: member "M5" exists already
= 3
$ zhidu add member id=M6 name=x branch=west
! zhidu: branch: there is no branch "west"
= 3
$ zhidu add member id=M6 branch=north
! zhidu: name (姓名): is required
= 3
$ zhidu add member id=M6 name=x branch=north knd=private
! zhidu: member has no field 'knd'; did you mean 'kind'?
! More: zhidu help add
= 2
# Everything that is wrong is said at once, what is missing with what it wants.
$ zhidu add member name=x kind=shop joined_on=heute brnch=north
! zhidu: 5 fields of member are not right:
!   kind (种类): wants one of private (个人), company (企业), got "shop"
!   joined_on (入会日): wants a date such as 2025-11-30, got "heute"
!   member has no field 'brnch'; did you mean 'branch'?
!   id (会员编号): is required
!   branch (门店): is required, the key of a branch
! More: zhidu help add
= 2
$ zhidu add sale
! zhidu: add needs FIELD=VALUE
! Usage: zhidu add ENTITY FIELD=VALUE...
! More: zhidu help add
= 2
$ zhidu add member id= name=x branch=north
! zhidu: id (会员编号): is required
= 3
$ zhidu add member id=M6 name=x branch=north kind=persnal joined_on=
! zhidu: kind (种类): wants one of private (个人), company (企业), got "persnal"
= 3
$ zhidu add sale id=x member=M5 sold_on=2025-06-30 amount=1
! zhidu: id (单号): wants a whole number, got "x"
= 3
$ zhidu set member M5 phone=13800000005 kind=
$ zhidu set member M5 joined_on=30.6.2025
! zhidu: joined_on (入会日): wants a date such as 2025-11-30, got "30.6.2025"
= 3
$ zhidu set member M9 name=x
! zhidu: there is no member "M9"
= 3
$ zhidu export member
| id,name,branch,kind,phone,joined_on
| M1,林一,north,private,***0001,2023-05-01
| M2,"和顺, 贸易",south,company,,2024-01-15
| M3,周三,north,private,***0003,
| M4,吴四,south,private,,2025-02-28
| M5,郑五,south,,***0005,2025-06-30
$ zhidu export sale --where 'sold_on < 2025-02-01' --format jsonl
| {"id":1,"member":"M1","sold_on":"2025-01-10","amount":700.00}
| {"id":5,"member":"M3","sold_on":"2024-05-01","amount":5000.00}
$ zhidu export member >/dev/full
! zhidu: the output cannot be written: No space left on device
= 3
# A sensitive field stays masked behind a reference. Programs get keys, people names; --keys and --names turn that round.
$ zhidu list sale --where 'id = 1' --columns id,member,member.phone
| 单号  会员  会员电话
| ----  ----  --------
|    1  林一  ***0001
$ zhidu list sale --where 'id = 1' --columns id,member --keys
| 单号  会员
| ----  ----
|    1  M1
$ zhidu list sale --where 'id = 1' --columns id,member --format csv
| id,member
| 1,M1
$ zhidu list sale --where 'id = 1' --columns id,member --names --format csv
| id,member
| 1,林一
$ zhidu list sale --where 'id = 1' --columns all
| 单号  会员  日期          金额
| ----  ----  ----------  ------
|    1  林一  2025-01-10  700.00
