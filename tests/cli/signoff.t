# Decisions that need a signature: what waits, who may sign, what a signature leaves, when it no longer stands.
$ "$DATA/shop-sign-records/fill"
$ zhidu run --as-of 2025-06-30
| run  release  subjects  decided  left out  failed
| ---  -------  --------  -------  --------  ------
|   1        1         7        7         0       0
$ zhidu pending --format csv | cut -d, -f1-7,9-12
| item,title,subject,about,asked,signer,branch,reason,policy,role,run
| 1,赠券审批,G2,north 城北店,申请金额 80.00；理由 老会员,店长,north,不超过 100.00，由店长批,grant.size,keeper,1
| 2,赠券审批,G3,north 城北店,申请金额 60.00,店长,north,不超过 100.00，由店长批,grant.size,keeper,1
| 3,赠券审批,G4,north 城北店,申请金额 300.00,总管,north,超过 100.00，由总管批,grant.size,chief,1
| 4,赠券审批,G5,south 城南店,申请金额 90.00,店长,south,不超过 100.00，由店长批,grant.size,keeper,1
| 5,赠券审批,G6,south 城南店,申请金额 90.00,店长,south,不超过 100.00，由店长批,grant.size,keeper,1
$ zhidu pending | sed 's/20[0-9-]*/DATE/g' | head -3
| 编号  制度      对象  关于          事项                         签批人  单位   起始        理由                     制度编号    角色    运行号
| ----  --------  ----  ------------  ---------------------------  ------  -----  ----------  -----------------------  ----------  ------  ------
|    1  赠券审批  G2    north 城北店  申请金额 80.00；理由 老会员  店长    north  DATE  不超过 100.00，由店长批  grant.size  keeper       1
$ as nobody zhidu pending --mine --format csv | wc -l
| 1
! zhidu: note: no person in the book has the login nobody, so nothing waits for it
$ as he zhidu pending --mine --format csv | cut -d, -f1,3
| item,subject
| 1,G2
$ as wu zhidu pending --mine --format csv | cut -d, -f1,3
| item,subject
| 3,G4
$ zhidu pending --branch south --format csv | cut -d, -f1,3
| item,subject
| 4,G5
| 5,G6
$ zhidu pending --policy grant.sise
! zhidu: no policy 'grant.sise'; did you mean 'grant.size'?
! More: zhidu help pending
= 2
$ zhidu pending --policy right.scope
! zhidu: right.scope wants no signatures
! More: zhidu help pending
= 2
$ zhidu pending --branch sud
! zhidu: no branch 'sud'
! More: zhidu help pending
= 2

# A draft's decisions ask nobody.
$ cp -R policies draft
$ zhidu --pack draft param set grant.keeper 70 --why 试一试
$ zhidu --pack draft run --as-of 2025-07-09 --draft --format csv
| run,release,subjects,decided,left_out,failed
| 2,2,7,7,0,0
$ zhidu pending --format csv | cut -d, -f1,12
| item,run
| 1,1
| 2,1
| 3,1
| 4,1
| 5,1

# Who may sign.
$ as nobody zhidu approve 1 -m 好
! zhidu: nobody in the book has the login nobody, so nobody can be said to sign (clerk.login)
= 5
$ as lin zhidu approve 1 -m 好
! zhidu: item 1 must be signed by 店长, in the role keeper; lin has seller
= 5
$ as zhou zhidu approve 1 -m 好
! zhidu: item 1 belongs to branch north; zhou belongs to branch south and may not approve there
= 5
$ as he zhidu approve 2 -m 好
! zhidu: item 2 is the application of he, who cannot sign it
= 5
$ as he zhidu approve 3 -m 好
! zhidu: item 3 must be signed by 总管, in the role chief; he has keeper
= 5
$ as he zhidu pending --mine --format csv | wc -l
| 2

# What is asked of the command.
$ as he zhidu approve 1
! zhidu: approve needs --message WHY
! Usage: zhidu approve ITEM... --message WHY [options]
! More: zhidu help approve
= 2
$ as he zhidu approve 1 -m ' '
! zhidu: a signature says why
! More: zhidu help approve
= 2
$ as he zhidu approve one -m 好
! zhidu: 'one' is no number of an item; see zhidu pending
! More: zhidu help approve
= 2
$ as he zhidu approve 1 1 -m 好
! zhidu: item 1 is named twice
! More: zhidu help approve
= 2
$ as he zhidu approve 99 -m 好
! zhidu: there is no item 99 to sign
= 3
$ as he zhidu approve 1 -m 好 --on 2999-01-01
! zhidu: a signature cannot count from a day to come (2999-01-01)
! More: zhidu help approve
= 2
$ as he zhidu approve 1 -m 好 --on 2025-06-29
! zhidu: item 1 cannot be signed as of an earlier day than 2025-06-30, when grant.size was last decided or signed
! More: zhidu help approve
= 2
$ as he zhidu approve 1 -m 好 --on 2025-06-31
! zhidu: '2025-06-31' is no date such as 2025-11-30
! More: zhidu help approve
= 2
$ as he zhidu approve 1 -m 好 --set granted
! zhidu: 'granted' is not FIELD=VALUE
! More: zhidu help approve
= 2
$ as he zhidu approve 1 -m 好 --set granted=80.01
! zhidu: granted: not more than 80.00, which was asked, can be granted
= 5
$ as he zhidu approve 1 -m 好 --set granted=-1
! zhidu: item 1: granted: -1.00 is below the minimum 0.00
= 3
$ as he zhidu approve 1 -m 好 --set status=open
! zhidu: grant.size does not let who signs say what status is
= 5
$ as he zhidu approve 1 -m 好 --set granted=abc
! zhidu: granted: wants money in yuan with at most two decimals, got "abc"
= 3
$ as he zhidu reject 1 -m 好 --set granted=1
! zhidu: unknown option "--set"
! Usage: zhidu reject ITEM... --message WHY [options]
! More: zhidu help reject
= 2

$ as he zhidu approve release-9 -m 好
! zhidu: there is no release 9
= 3
$ as he zhidu approve release-1 3 -m 好
! zhidu: a release is signed by itself
! More: zhidu help approve
= 2
$ as he zhidu reject release-x -m 不好
! zhidu: 'x' is no number of an item; see zhidu pending
! More: zhidu help reject
= 2

# Less than was asked; the record takes what was approved.
$ as he zhidu approve 1 -m 先给一半 --set granted=40 --on 2025-07-01 --format json
| [
| {"item":1,"policy":"grant.size","subject":"G2","verdict":"approved","role":"keeper","person":"C2 和二","day":"2025-07-01","sets":"{\"status\":\"granted\",\"granted\":40.00,\"decided_on\":\"2025-07-01\",\"signed_by\":\"C2\",\"remark\":\"先给一半\"}"}
| ]
$ zhidu list grant --where 'id = G2' --format jsonl
| {"id":"G2","branch":"north","asked_by":"C1","amount":80.00,"reason":"老会员","status":"granted","granted":40.00,"decided_on":"2025-07-01","signed_by":"C2","remark":"先给一半"}
$ as he zhidu approve 1 -m 好 --on 2025-07-01
! zhidu: item 1 was approved by he on 2025-07-01 already
= 3
$ as he zhidu reject 1 -m 不好
! zhidu: item 1 was approved by he on 2025-07-01 already
= 3

# All or none: the second is not his.
$ as zhou zhidu approve 5 3 -m 好 --on 2025-07-01
! zhidu: item 3 must be signed by 总管, in the role chief; zhou has keeper
= 5
$ zhidu list grant --where 'id = G6' --columns id,status,granted --format csv
| id,status,granted
| G6,open,

# Each fits the budget, both together do not.
$ as wu zhidu add badge id=5 clerk=C4 kind=keeper from=2025-01-01
$ as wu zhidu approve 4 5 -m 好 --on 2025-07-01
! zhidu: item 4 would not stand beside the others: signer was keeper and is none; run grant.size again
= 3
$ zhidu list grant --where 'branch = south' --columns id,status,granted --format csv
| id,status,granted
| G5,open,
| G6,open,
| G7,withdrawn,
$ as wu zhidu approve 4 -m 好 --on 2025-07-01 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 4,grant.size,G5,approved,keeper,C4 吴四,2025-07-01,"{""status"":""granted"",""granted"":90.00,""decided_on"":""2025-07-01"",""signed_by"":""C4"",""remark"":""好""}"
$ as wu zhidu approve 5 -m 好 --on 2025-07-01
! zhidu: item 5 has expired: signer was keeper and is none; run grant.size again
= 3
$ as wu zhidu approve 3 -m 好 --on 2025-06-30
! zhidu: item 3 cannot be signed as of an earlier day than 2025-07-01, when grant.size was last decided or signed
! More: zhidu help approve
= 2

# What is asked changes while it waits: the item has expired, a run asks again.
$ as wu zhidu set grant G4 amount=250
$ as wu zhidu approve 3 -m 好 --on 2025-07-02
! zhidu: item 3 has expired: amount was 300.00 and is 250.00; run grant.size again
= 3
$ zhidu run --as-of 2025-07-02 --format csv
| run,release,subjects,decided,left_out,failed
| 3,1,7,7,0,0
$ as wu zhidu approve 3 -m 好 --on 2025-07-02
! zhidu: item 3 has expired: the latest decision of grant.size about the same is another one
= 3
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked
| 2,G3,申请金额 60.00
| 6,G4,申请金额 250.00
$ as wu zhidu approve 6 -m 好 --on 2025-07-02 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 6,grant.size,G4,approved,chief,C4 吴四,2025-07-02,"{""status"":""granted"",""granted"":250.00,""decided_on"":""2025-07-02"",""signed_by"":""C4"",""remark"":""好""}"

# Withdrawn while it waits.
$ as wu zhidu set grant G3 status=withdrawn
$ as wu zhidu approve 2 -m 好 --on 2025-07-02
! zhidu: item 2 does not wait any more: its record is not one of those with status = open
= 3
$ zhidu run --as-of 2025-07-03 --format csv
| run,release,subjects,decided,left_out,failed
| 4,1,7,7,0,0
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked

# An approval stands over later runs, until what was approved is another thing.
$ zhidu report grants --as-of 2025-07-03 --format csv
| id,amount,status,signed,who,why,stands
| G1,8.00,open,,,,
| G2,80.00,granted,approved,和二,先给一半,true
| G3,60.00,withdrawn,,,,
| G4,250.00,granted,approved,吴四,好,true
| G5,90.00,granted,approved,吴四,好,true
| G6,90.00,open,,,,
| G7,90.00,withdrawn,,,,
$ as wu zhidu set grant G2 reason=新会员
$ zhidu run --as-of 2025-07-04 --format csv
| run,release,subjects,decided,left_out,failed
| 5,1,7,7,0,0
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked
| 7,G2,申请金额 80.00；理由 新会员
$ zhidu report grants --as-of 2025-07-04 --format csv | grep G2
| G2,80.00,granted,approved,和二,先给一半,false
$ as he zhidu approve 7 -m 仍然好 --on 2025-07-04 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 7,grant.size,G2,approved,keeper,C2 和二,2025-07-04,"{""status"":""granted"",""granted"":80.00,""decided_on"":""2025-07-04"",""signed_by"":""C2"",""remark"":""仍然好""}"
$ zhidu report grants --as-of 2025-07-04 --format csv | grep G2
| G2,80.00,granted,approved,和二,先给一半,false
| G2,80.00,granted,approved,和二,仍然好,true

# An explanation tells what was signed, by whom, and whether it stands.
$ zhidu explain grant.size G2 --as-of 2025-07-04 | sed -n '/^签批/,/^经过/p'
| 签批
|   事项 7：C2 和二 已批准（店长），自 2025-07-04：仍然好
|   事项 1：C2 和二 已批准（店长），自 2025-07-01：先给一半；内容已变，不再有效
|
| 经过 (rules/grant/size.lua)
$ zhidu explain grant.size G2 --as-of 2025-07-04 --format json | grep -o '"signatures".*'
| "signatures":[{"item":7,"asks":"keeper","verdict":"approved","person":"C2 和二","login":"he","role":"keeper","day":"2025-07-04","why":"仍然好","stands":true,"signed":{"amount":80.00,"reason":"新会员","signer":"keeper"}},{"item":1,"asks":"keeper","verdict":"approved","person":"C2 和二","login":"he","role":"keeper","day":"2025-07-01","why":"先给一半","stands":false,"signed":{"amount":80.00,"reason":"老会员","signer":"keeper"}}]}
$ zhidu explain grant.size G6 --as-of 2025-07-04 | sed -n '/^签批/,/^经过/p'
| 签批
|   事项 5：未经店长签批，内容已变，不再等待
|
| 经过 (rules/grant/size.lua)
$ zhidu explain grant.size G1 --as-of 2025-07-04 | sed -n '/^签批/,/^经过/p'
$ zhidu explain right.scope Q1 --as-of 2025-07-04
! zhidu: no question 'Q1'
= 3

# Who may change a record does not approve it that way.
$ as wu zhidu set grant G6 status=granted
! zhidu: status = granted is for a signature to set (grant.size): zhidu pending, zhidu approve
= 5
$ as wu zhidu set grant G2 granted=500
! zhidu: granted = 500.00 is for a signature to set (grant.size): zhidu pending, zhidu approve
= 5
$ as wu zhidu set grant G2 granted=80 decided_on=2025-07-04
$ as wu zhidu set grant G6 decided_on=2025-07-04 amount=1
! zhidu: decided_on = 2025-07-04 is for a signature to set (grant.size): zhidu pending, zhidu approve
= 5
$ as wu zhidu add grant id=G9 branch=north amount=5 status=granted granted=5
! zhidu: status = granted is for a signature to set (grant.size): zhidu pending, zhidu approve
= 5
$ printf 'id,branch,amount,status\nG9,north,5,granted\n' >more.csv
$ as wu zhidu import grant more.csv
! zhidu: more.csv:2: status = granted is for a signature to set (grant.size): zhidu pending, zhidu approve
= 5
$ zhidu list grant --where 'id in (G6, G9)' --columns id,amount,status,granted --format csv
| id,amount,status,granted
| G6,90.00,open,

# What was rejected stays so, until its record is opened again.
$ as wu zhidu add grant id=G8 branch=north asked_by=C1 amount=20
$ zhidu run --as-of 2025-07-05 --format csv
| run,release,subjects,decided,left_out,failed
| 6,1,8,8,0,0
$ as he zhidu reject 8 -m 理由不足 --on 2025-07-05 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 8,grant.size,G8,rejected,keeper,C2 和二,2025-07-05,"{""status"":""refused"",""decided_on"":""2025-07-05"",""signed_by"":""C2"",""remark"":""理由不足""}"
$ zhidu list grant --where 'id = G8' --columns id,status,granted,signed_by,remark --format csv
| id,status,granted,signed_by,remark
| G8,refused,,C2,理由不足
$ zhidu run --as-of 2025-07-06 --format csv
| run,release,subjects,decided,left_out,failed
| 7,1,8,8,0,0
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked
$ as he zhidu approve 8 -m 好 --on 2025-07-06
! zhidu: item 8 was rejected by he on 2025-07-05 already
= 3
$ as wu zhidu set grant G8 status=open
$ zhidu run --as-of 2025-07-07 --format csv
| run,release,subjects,decided,left_out,failed
| 8,1,8,8,0,0
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked
| 9,G8,申请金额 20.00
$ as he zhidu approve 9 -m 补了说明 --on 2025-07-07 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 9,grant.size,G8,approved,keeper,C2 和二,2025-07-07,"{""status"":""granted"",""granted"":20.00,""decided_on"":""2025-07-07"",""signed_by"":""C2"",""remark"":""补了说明""}"
$ zhidu report grants --as-of 2025-07-07 --format csv | grep G8
| G8,20.00,granted,rejected,和二,理由不足,false
| G8,20.00,granted,approved,和二,补了说明,true

# A run for an earlier day changes nothing of it.
$ zhidu run --as-of 2025-06-30 --branch south --format csv
| run,release,subjects,decided,left_out,failed
| 9,1,3,3,0,0
$ zhidu pending --format csv | cut -d, -f1,3,5
| item,subject,asked
$ zhidu replay --all | tail -1
| ----  ----  ----  ----  ----  ----
! 62 decisions, 0 different
$ zhidu audit 2>&1 | sed 's/; head.*//'
| 位置  问题
| ----  ----
| 17 entries, 62 rows, 0 troubles

# An application that comes to be his own, or of another shop, after it was asked.
$ as wu zhidu add grant id=H1 branch=south asked_by=C1 amount=15
$ as wu zhidu add grant id=H2 branch=north asked_by=C1 amount=15
$ zhidu run --as-of 2025-07-07 --format csv
| run,release,subjects,decided,left_out,failed
| 10,1,10,10,0,0
$ as wu zhidu set grant H1 branch=north
$ as wu zhidu set grant H2 asked_by=C2
$ as zhou zhidu approve 10 -m 好 --on 2025-07-07
! zhidu: item 10 has expired: its branch was south and is north; run grant.size again
= 3
$ as he zhidu approve 11 -m 好 --on 2025-07-07
! zhidu: item 11 has expired: its applicant was C1 and is C2; run grant.size again
= 3
$ zhidu run --as-of 2025-07-08 --format csv
| run,release,subjects,decided,left_out,failed
| 11,1,10,10,0,0
$ zhidu pending --format csv | cut -d, -f1,3,7
| item,subject,branch
| 12,H1,north
| 13,H2,north
$ as he zhidu pending --mine --format csv | cut -d, -f1,3,7
| item,subject,branch
| 12,H1,north
$ as he zhidu approve 12 -m 好 --on 2025-07-08 --format csv
| item,policy,subject,verdict,role,person,day,sets
| 12,grant.size,H1,approved,keeper,C2 和二,2025-07-08,"{""status"":""granted"",""granted"":15.00,""decided_on"":""2025-07-08"",""signed_by"":""C2"",""remark"":""好""}"

# Killed at any moment, a signature is there with what it sets on the record, or not at all.
$ for i in 1 2 3 4 5 6 7 8 9; do as wu zhidu add grant id=K$i branch=north asked_by=C1 amount=1$i; done
$ zhidu run --as-of 2025-07-08 --format csv
| run,release,subjects,decided,left_out,failed
| 12,1,19,19,0,0
$ for i in 1 2 3 4 5 6 7 8 9; do
>   as he timeout -s KILL 0.0$i zhidu approve $((13 + i)) -m 好 --on 2025-07-08 >out 2>&1 || true
> done
$ zhidu list grant --where 'status = granted' --columns id --format csv | grep K | sort >granted
$ zhidu report grants --as-of 2025-07-08 --format csv | grep 'K.,.*,granted,approved,' | cut -d, -f1 | sort >signed
$ cmp granted signed
$ zhidu audit 2>&1 | sed 's/^! [0-9]* entries//; s/[0-9]* entries, [0-9]* rows, //; s/; head.*//'
| 位置  问题
| ----  ----
| 0 troubles

# What differs between releases tells who must sign.
$ sed -i 's/head = "chief"/head = "keeper"/; s/lower     = { "granted" },//' policies/rules/grant/size.lua
$ zhidu diff 1 draft --format csv | cut -d, -f3-6
| item,branch,before,after
| 签批角色,,head = chief,head = keeper
| 可以少批,,granted,
| 规则正文,,37 行,37 行，删去 2 行，加入 2 行
