# Decisions are for those who may see the records that they are about.
$ cp -r "$DATA/shop-people" policies && zhidu new policy roll.known --subject member && zhidu new policy roll.clerk --subject clerk && zhidu new policy roll.none --subject member && sed -i 's/^    local known = .*/    local known = true\n    stop("not {1}", member.name)/; s/known and "[^"]*" or //' policies/rules/roll/none.lua && sed -i 's/expect: .*/error: not/' policies/cases/roll/none.yaml && zhidu init
$ zhidu add branch id=n name=North && zhidu add branch id=s name=South
> printf 'id,name,branch,roaming\n1,Nora,n,\n2,Otto,n,\n3,Pia,s,true\n' | zhidu import clerk - 2>/dev/null
> printf 'id,clerk,kind,from,until\n1,1,keeper,2020-01-01,\n2,2,seller,2020-01-01,\n3,3,looker,2020-01-01,\n' | zhidu import badge - 2>/dev/null
> zhidu add member id=M1 name=Ann branch=n && zhidu add member id=M2 name=Bob branch=s && zhidu run --as-of 2025-06-30 --format csv | cut -d, -f3-
| subjects,decided,left_out,failed
| 5,5,0,2
! roll.none: M1: rules/roll/none.lua:11: not Ann
! roll.none: M2: rules/roll/none.lua:11: not Bob
! zhidu: 2 decisions failed; the run is recorded with them
$ zhidu decisions roll.known --format csv
| subject,name,known
| M1,Ann,true
| M2,Bob,true
$ printf 'id,name,login\n1,Nora,nora\n2,Otto,otto\n3,Pia,pia\n' | zhidu import clerk - --update 2>/dev/null
$ as otto zhidu decisions roll.known --format csv
| subject,name,known
| M1,Ann,true
! zhidu: note: of member left out, because otto may not see them: 1
$ as pia zhidu decisions roll.known --format csv
| subject,name,known
| M1,Ann,true
| M2,Bob,true
$ as otto zhidu decisions roll.clerk
! zhidu: otto may not see clerk: 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu decisions roll.known
! zhidu: mallory may not see member: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu explain roll.known M1 --as-of 2025-06-30 | sed -n '/结果/,/理由/p'
| 结果
|   已登记姓名 = 是
|
| 理由
$ as otto zhidu explain roll.known M2 --as-of 2025-06-30
! zhidu: otto may not see decisions about this member: it is not of a branch whose records he may see
= 5
$ as otto zhidu explain roll.known M2 --run 1
! zhidu: otto may not see decisions about this member: it is not of a branch whose records he may see
= 5
$ as otto zhidu explain roll.known M9 --as-of 2025-06-30
! zhidu: no member 'M9'
= 3
$ as otto zhidu explain roll.clerk 1 --run 1
! zhidu: otto may not see clerk: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu whatif roll.known --with M1.name=Eve --as-of 2025-06-30
! zhidu: otto may see decisions about member of his own branch only: --branch n
= 5
$ as otto zhidu whatif roll.known --with M1.name=Eve --as-of 2025-06-30 --branch s
! zhidu: otto may not see decisions about member of branch s
= 5
$ as otto zhidu whatif roll.known --with M1.name=Eve --as-of 2025-06-30 --branch n | tail -1
| roll.known (roll.known)：1 个对象，0 个改变
$ as pia zhidu whatif roll.known --with M1.name=Eve --as-of 2025-06-30 | tail -1
| roll.known (roll.known)：2 个对象，0 个改变
$ as otto zhidu failures --format csv
| policy,subject,field,message
| roll.none,M1,,rules/roll/none.lua:11: not Ann
! zhidu: note: left out, because they are about records that may not be seen: 1
$ as pia zhidu failures --format csv
| policy,subject,field,message
| roll.none,M1,,rules/roll/none.lua:11: not Ann
| roll.none,M2,,rules/roll/none.lua:11: not Bob
$ as mallory zhidu failures --format csv
| policy,subject,field,message
! zhidu: note: left out, because they are about records that may not be seen: 2
