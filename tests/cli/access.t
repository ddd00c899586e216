# Who acts is the operating system's to say; what he may do is the pack's.
$ zhidu --pack $DATA/shop-people init
$ as nora zhidu whoami
| 项目      名称      本单位             其他单位
| --------  --------  -----------------  -----------------
| login     账号      nora
| person    人员
| branch    所属单位
| roles     角色
| members   会员      see reveal change  see reveal change
| contacts  联系方式  see reveal change  see reveal change
| people    人员      see reveal change  see reveal change
! zhidu: note: the book is open: no person has a login yet, so everybody may see, reveal and change everything
# A book in which nobody has a login is open, so that it can be filled.
$ zhidu add branch id=n name=North && zhidu add branch id=s name=South
> printf 'id,name,branch,roaming\n1,Nora,n,\n2,Otto,n,\n3,Pia,s,true\n4,Quinn,s,\n' | zhidu import clerk - 2>/dev/null
> printf 'id,clerk,kind,from,until\n1,1,keeper,2020-01-01,\n2,2,seller,2020-01-01,\n3,3,looker,2020-01-01,\n4,2,keeper,2020-01-01,2020-12-31\n' | zhidu import badge - 2>/dev/null
> printf 'id,name,login\n1,Nora,nora\n2,Otto,otto\n3,Pia,pia\n' | zhidu import clerk - --update 2>/dev/null
$ as nora zhidu whoami
| 项目      名称      本单位              其他单位
| --------  --------  ------------------  --------
| login     账号      nora
| person    人员      1
| branch    所属单位  n
| roles     角色      keeper
| members   会员      see change approve  -
| contacts  联系方式  see change approve  -
| people    人员      see change approve  -
$ as otto zhidu whoami --purpose calling
| 项目      名称      本单位      其他单位
| --------  --------  ----------  --------
| login     账号      otto
| person    人员      2
| branch    所属单位  n
| roles     角色      seller
| members   会员      see change  -
| contacts  联系方式  see reveal  -
| people    人员      -           -
$ as otto zhidu whoami
| 项目      名称      本单位      其他单位
| --------  --------  ----------  --------
| login     账号      otto
| person    人员      2
| branch    所属单位  n
| roles     角色      seller
| members   会员      see change  -
| contacts  联系方式  see         -
| people    人员      -           -
$ as pia zhidu whoami --format jsonl
| {"item":"login","title":"账号","own":"pia","elsewhere":null}
| {"item":"person","title":"人员","own":"3","elsewhere":null}
| {"item":"branch","title":"所属单位","own":"s","elsewhere":"*"}
| {"item":"roles","title":"角色","own":"looker","elsewhere":null}
| {"item":"members","title":"会员","own":"see","elsewhere":"see"}
| {"item":"contacts","title":"联系方式","own":"see","elsewhere":"see"}
| {"item":"people","title":"人员","own":"see","elsewhere":"see"}
$ as mallory zhidu whoami --format csv
| item,title,own,elsewhere
| login,账号,mallory,
| person,人员,,
| branch,所属单位,,
| roles,角色,,
| members,会员,-,-
| contacts,联系方式,-,-
| people,人员,-,-
! zhidu: note: no person in the book has the login mallory
# Without rules for it a pack lets everybody do everything.
$ zhidu --pack $DATA/shop --book shop.db init; as mallory zhidu --book shop.db whoami --format csv
| item,title,own,elsewhere
| login,账号,mallory,
| person,人员,,
| branch,所属单位,,
| roles,角色,,
! zhidu: note: the pack has no section `access`: everybody may see, reveal and change everything
# A report of an area is for those who may see that area: of the branch that they ask for, or of all.
$ mkdir -p pack && cp -r "$DATA/shop-people/." pack && mkdir -p pack/reports
$ printf '/*\ntitle: 会员名册\narea: members\ncolumns: {id: {type: text}}\n*/\nSELECT id AS id FROM member WHERE :branch IS NULL OR branch = :branch\n' >pack/reports/roll.sql
$ as otto zhidu --pack pack report roll --as-of 2025-01-31 --branch n
| id
| --
$ as otto zhidu --pack pack report roll --as-of 2025-01-31 --branch s
! zhidu: otto may not see the report roll (members) of s: 没有看这类资料的身份 (R1)
= 5
$ as otto zhidu --pack pack report roll --as-of 2025-01-31
! zhidu: otto may not see the report roll (members) of all branches: 没有看这类资料的身份 (R1); of one branch it is asked for with --branch n
= 5
$ as pia zhidu --pack pack report roll --as-of 2025-01-31
| id
| --
$ as mallory zhidu --pack pack report roll --as-of 2025-01-31
! zhidu: mallory may not see the report roll (members) of all branches: 没有看这类资料的身份 (R1)
= 5
$ sed -i 's/area: members/area: membres/' pack/reports/roll.sql; zhidu --pack pack check | grep roll
| reports/roll.sql:6:1: error: area: there is no value "membres"; did you mean "members"? [unknown-name]
! errors: 1, warnings: 0
# Publishing, going back and importing want the right to change the area that the release in force names.
$ rm -r pack/reports; printf 'publish: {approver: keeper, area: people}\n' >>pack/pack.yaml; as mallory zhidu --pack pack publish --effective 2025-02-01 -m 'before there was a rule' 2>&1 | tail -1
| release 2, in force from 2025-02-01
$ as mallory zhidu --pack pack publish --effective 2025-03-01 -m mine
! zhidu: mallory may not publish: it takes the right to change people; 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu --pack pack publish --effective 2025-03-01 -m 'only looking' --dry-run | tail -1
| nothing is published
$ as otto zhidu --pack pack rollback 1 --effective 2025-03-01 -m back
! zhidu: otto may not publish: it takes the right to change people; 没有看这类资料的身份 (R1)
= 5
$ as nora zhidu set clerk 1 roaming=true; as nora zhidu --pack pack rollback 1 --effective 2025-03-01 -m back | tail -1
| release 3 is proposed; it is in force from 2025-03-01 once it is approved: zhidu approve release-3 -m WHY
$ sed -i 's/area: people}/area: peple}/' pack/pack.yaml; zhidu --pack pack check
| pack.yaml:11:10: error: area: there is no value "peple"; did you mean "people"? [unknown-name]
! errors: 1, warnings: 0
= 1
