# Sensitive fields are encrypted in the book, masked where people read, and revealed to who may, on record.
$ zhidu --pack $DATA/shop-people init && stat -c %a ../.config/zhidu/keys && grep -c . ../.config/zhidu/keys
| 600
| 2
$ zhidu add branch id=n name=North && zhidu add branch id=s name=South
> printf 'id,name,branch,roaming\n1,Nora,n,\n2,Otto,n,\n3,Pia,s,true\n' | zhidu import clerk - 2>/dev/null
> printf 'id,clerk,kind,from\n1,1,keeper,2020-01-01\n2,2,seller,2020-01-01\n3,3,looker,2020-01-01\n' | zhidu import badge - 2>/dev/null
$ zhidu add member id=M1 name=Ann branch=n phone=13800000001 birthday=1980-02-29 spent=1234.50 && zhidu add member id=M2 name=Ben branch=s phone=139
$ zhidu add member id=M3 name=Cat
$ zhidu list member --format csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,***0001,***,***,1
| M2,Ben,s,***9,,,1
| M3,Cat,,,,,1
$ zhidu show member M1 --record --format csv
| field,title,value
| id,会员编号,M1
| name,姓名,Ann
| branch,门店,n
| phone,电话,***0001
| birthday,生日,***
| spent,消费,***
| level,级别,1
$ sqlite3 zhidu.db "SELECT id, substr(phone, 1, 4), substr(birthday, 1, 4), typeof(spent), length(spent) > 80 FROM member"
| M1|zd1:|zd1:|text|1
| M2|zd1:||null|
| M3|||null|
$ grep -c 13800000001 zhidu.db zhidu.db-wal 2>/dev/null
| zhidu.db:0
= 2
# An open book reveals, and says who asked and why.
$ as nora zhidu list member --reveal --format csv
! zhidu: --reveal wants to know what for: --purpose WHY
! More: zhidu help list
= 2
$ as nora zhidu list member --reveal --purpose ' ' --format csv
! zhidu: --reveal wants to know what for: --purpose WHY
! More: zhidu help list
= 2
$ as nora zhidu list member --reveal --purpose 'first look' --format csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,13800000001,1980-02-29,1234.50,1
| M2,Ben,s,139,,,1
| M3,Cat,,,,,1
$ as nora zhidu show member M1 --reveal --purpose calling
| 字段      名称      值
| --------  --------  -----------
| id        会员编号  M1
| name      姓名      Ann
| branch    门店      n
| phone     电话      13800000001
| birthday  生日      1980-02-29
| spent     消费      1,234.50
| level     级别      1
$ zhidu reveals --format csv | sed 's/,20[^,]*,/,when,/'
| id,made_at,login,person,command,entity,record,condition,fields,count,purpose
| 2,when,nora,,show,member,M1,,"[""phone"",""birthday"",""spent""]",1,calling
| 1,when,nora,,list,member,,,"[""phone"",""birthday"",""spent""]",3,first look
# Conditions and order on what is sensitive.
$ zhidu list member --where "phone = '139'"
! zhidu: phone is sensitive: a condition on it wants --reveal
= 5
$ zhidu list member --order phone
! zhidu: phone is sensitive: nothing can be put in its order
= 5
$ zhidu list member --where "spent > 1000" --columns id,name --reveal --purpose audit --format csv
| id,name
| M1,Ann
$ zhidu list member --order phone --reveal --purpose audit
! zhidu: phone is sensitive: nothing can be put in its order
= 5
# An export is masked, and what is masked does not come back as a value.
$ zhidu export member | tee masked.csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,***0001,***,***,1
| M2,Ben,s,***9,,,1
| M3,Cat,,,,,1
$ zhidu import member masked.csv --update
! masked.csv:2:5: birthday: wants a date, got something else
! masked.csv:3:4: phone: is masked (***) and no value; an export with --reveal has the values
! read 3, written 0, bad 2, duplicates 0, left out 0
! zhidu: masked.csv: 2 bad rows; nothing was imported
= 3
$ zhidu set member M1 'phone=***0001'
! zhidu: phone: is masked (***) and no value; an export with --reveal has the values
= 3
$ zhidu add member id=M9 name=Z phone='***'
! zhidu: phone: is masked (***) and no value; an export with --reveal has the values
= 3
$ zhidu export member --reveal --purpose moving > open.csv && zhidu import member open.csv --update && zhidu export member --reveal --purpose again | cmp - open.csv
! read 3, written 3, bad 0, duplicates 0, left out 0
# Bad values are not repeated.
$ zhidu set member M1 birthday=19800229
! zhidu: birthday (生日): wants a date, got something else
= 3
$ zhidu set member M1 spent=-5
! zhidu: spent: the value is below the minimum 0.00
= 3
# As soon as somebody has a login, rights apply.
$ printf 'id,name,login\n1,Nora,nora\n2,Otto,otto\n3,Pia,pia\n' | zhidu import clerk - --update 2>/dev/null
$ as mallory zhidu list member
! zhidu: mallory may not see member: 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu show member M1
! zhidu: mallory may not see member: 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu export member --reveal --purpose curiosity
! zhidu: mallory may not see member: 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu add member id=M9 name=Z
! zhidu: mallory may not change member: 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu keys rotate
! zhidu: no person in the book has the login mallory
= 5
# A keeper sees his own branch, and what belongs to none is nobody's.
$ as nora zhidu list member --format csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,***0001,***,***,1
! zhidu: note: of member left out, because nora may not see them: 2
$ as nora zhidu show member M2
! zhidu: nora may not see this member: it is not of a branch whose records he may see
= 5
$ as nora zhidu show member M1 --reveal --purpose calling --format csv
| field,title,value
| id,会员编号,M1
| name,姓名,Ann
| branch,门店,n
| phone,电话,13800000001
| birthday,生日,1980-02-29
| spent,消费,"1,234.50"
| level,级别,1
# A seller has the telephone revealed, but not what was spent; the clerks are not his to see.
$ as otto zhidu list member --reveal --purpose calling --format csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,13800000001,1980-02-29,***,1
! zhidu: note: of member left out, because otto may not see them: 2
! zhidu: note: values of member that stay masked, because otto may not have them revealed: 1
$ as otto zhidu list member --columns id,branch.name --names --format csv
| id,branch.name
| M1,North
! zhidu: note: of member left out, because otto may not see them: 2
$ as otto zhidu list clerk
! zhidu: otto may not see clerk: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu list member --where "spent > 1" --reveal --purpose guessing --format csv
| id,name,branch,phone,birthday,spent,level
! zhidu: note: of member left out, because otto may not see them: 3
# Somebody who may look everywhere sees all, masked.
$ as pia zhidu list member --format csv
| id,name,branch,phone,birthday,spent,level
| M1,Ann,n,***0001,***,***,1
| M2,Ben,s,***9,,,1
| M3,Cat,,,,,1
$ as pia zhidu list member --reveal --purpose looking
! zhidu: pia may not have revealed what is sensitive of member
= 5
# Changes: by area of the field and by branch, before and after.
$ as otto zhidu set member M1 level=2
$ as otto zhidu set member M1 phone=1
! zhidu: otto may not change member.phone
= 5
$ as otto zhidu set member M2 level=2
! zhidu: otto may not change member: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu set member M1 branch=s
! zhidu: otto may not change member: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu add member id=M4 name=Dan branch=s
! zhidu: otto may not change member: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu add member id=M4 name=Dan branch=n
$ printf 'id,name,branch\nM5,Eve,n\nM6,Fay,s\n' > more.csv; as otto zhidu import member more.csv
! zhidu: more.csv:3: otto may not change member: 没有看这类资料的身份 (R1)
= 5
$ printf 'id,name,branch\nM2,Ben,n\n' > theft.csv; as otto zhidu import member theft.csv --update
! zhidu: theft.csv:2: otto may not change member: 没有看这类资料的身份 (R1)
= 5
$ as nora zhidu list member --columns id,branch,level --format csv
| id,branch,level
| M1,n,2
| M4,n,1
! zhidu: note: of member left out, because nora may not see them: 2
# Files of one's own give no rights.
$ cp -r $DATA/shop-people mine && sed -i '/^access:/,$d' mine/pack.yaml && as mallory zhidu --pack mine list member
! zhidu: mallory may not see member: 没有看这类资料的身份 (R1)
= 5
$ sed -i 's/, sensitive: true//; s/, area: contacts//; /^    area/d' mine/model/shop.yaml && as otto zhidu --pack mine list member --columns id,phone --format csv
| id,phone
| M1,***0001
| M4,
! zhidu: note: of member left out, because otto may not see them: 2
$ zhidu reveals --limit 2 --format csv | sed 's/,20[^,]*,/,when,/'
| id,made_at,login,person,command,entity,record,condition,fields,count,purpose
| 8,when,otto,2,list,member,,spent > 1,"[""phone"",""birthday"",""spent""]",0,guessing
| 7,when,otto,2,list,member,,,"[""phone"",""birthday"",""spent""]",1,calling
$ zhidu audit 2>&1 | sed 's/; head.*//'
| 位置  问题
| ----  ----
| 10 entries, 0 rows, 0 troubles
