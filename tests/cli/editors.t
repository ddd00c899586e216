# What editors are told, and files to begin with.
$ cp -r "$DATA/shop" policies && zhidu stubs
| editor: for the Lua language server, copy luarc.json to .luarc.json
| editor: for the YAML language server, copy settings.json to .vscode/settings.json, or say the same in your editor's way
$ ls editor
| branch.schema.json
| cases.schema.json
| luarc.json
| model.schema.json
| params.schema.json
| plugin.lua
| scenario.schema.json
| settings.json
| zhidu.lua
$ for f in editor/*.json; do sqlite3 :memory: "SELECT json_valid(readfile('$f'))"; done | sort | uniq -c | tr -s ' '
|  7 1
$ for f in editor/*.lua; do luac5.4 -p $f; done
$ sed -n '/class needs.member.voucher/,/^$/p' editor/zhidu.lua
| ---@class needs.member.voucher
| ---@field spent_12m money 近十二个月消费额
| ---@field tier "gold"|"silver"|"plain" （member.tier.tier）
| ---@class params.member.voucher
| ---@field rate {gold: rate, silver: rate, plain: rate} 赠券比例（member.voucher.rate）
| ---@field least money 最低赠券额（member.voucher.least）
| ---@class gives.member.voucher
| ---@field voucher money 赠券额
$ grep spent_12m editor/zhidu.lua | head -1
| ---@field spent_12m money 近十二个月消费额（facts/sales.sql）

# Every function of the library has its annotation (those that are Lua's own come with the language server).
$ for f in $(sed -n 's/.*{"\(money\|date\|text\)\.\([a-z_]*\)", .*/\1.\2/p' "$DATA"/../../src/script/lib_*.c) math.round; do grep -q "^function $f(" editor/zhidu.lua || echo "no $f"; done

# The plugin gives decide its types.
$ cat > try.lua <<'END'
> dofile("editor/plugin.lua")
> local file = io.open("policies/rules/member/voucher.lua"):read("a")
> for _, d in ipairs(OnSetText("file:///x/policies/rules/member/voucher.lua", file)) do io.write(d.text) end
> print(OnSetText("file:///x/other.lua", file), file:sub(OnSetText("file:///x/rules/member/tier.lua", file)[1].start):match("^decide"))
> END
$ lua5.4 try.lua
| ---@param member needs.member.voucher
| ---@param param params.member.voucher
| ---@return gives.member.voucher
| nil	decide
$ sqlite3 :memory: "SELECT json_extract(readfile('editor/branch.schema.json'), '$.properties.\"member.voucher.least\".description')"
| 最低赠券额 S1 2.3
$ echo x > file; zhidu stubs file/in; zhidu --pack nowhere stubs
! zhidu: file/in: no folder can be made there: Not a directory
! zhidu: nowhere: there is no such folder
= 3

# A policy and an entity that pass as they are.
$ zhidu new policy member.bonus.yearly --subject member --title '年度"奖励"' --clause 'S9 1' --period year
$ cat policies/rules/member/bonus/yearly.lua policies/cases/member/bonus/yearly.yaml
| -- 年度"奖励": what it decides, in one line.
| return {
|   title   = "年度\"奖励\"",
|   clause  = "S9 1",
|   subject = "member",
|   period  = "year",
|   needs   = { "name?" },
|   gives   = { known = { "bool", title = "已登记姓名" } },
|
|   decide = function(member)
|     local known = member.name ~= nil
|     because("S9 1", known and "已登记姓名" or "没有登记姓名")
|     return { known = known }
|   end,
| }
| policy: member.bonus.yearly
| cases:
|   - name: 有姓名
|     given: {name: X1}
|     expect: {known: true}
|   - name: 没有姓名
|     given: {}
|     expect: {known: false}
$ zhidu check && zhidu test member.bonus.yearly
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| member.bonus.yearly: 2 passed, 0 failed; 3 of 3 lines ran
| 3 of 3 lines of policies ran
| 2 passed, 0 failed
! errors: 0, warnings: 2
$ zhidu new policy member.bonus.yearly --subject member
! zhidu: policies/rules/member/bonus/yearly.lua: this file is there already; it is left as it is
! More: zhidu help new policy
= 2
$ zhidu new policy bonus --subject member
! zhidu: 'bonus' is no policy's id such as area.name: small letters, digits and _, in two or more parts
! More: zhidu help new policy
= 2
$ zhidu new policy Member.x --subject member
! zhidu: 'Member.x' is no policy's id such as area.name: small letters, digits and _, in two or more parts
! More: zhidu help new policy
= 2
$ zhidu new policy ../../x.y --subject member
! zhidu: '../../x.y' is no policy's id such as area.name: small letters, digits and _, in two or more parts
! More: zhidu help new policy
= 2
$ zhidu new policy a.b --subject membr
! zhidu: no entity 'membr'; did you mean 'member'?
! More: zhidu help new policy
= 2
$ zhidu new policy a.b
! zhidu: new policy needs --subject ENTITY
! Usage: zhidu new policy POLICY --subject ENTITY [options]
! More: zhidu help new policy
= 2
$ zhidu new policy a.b --subject member --period week
! zhidu: --period is one of month|quarter|year, not "week"
! Usage: zhidu new policy POLICY --subject ENTITY [options]
! More: zhidu help new policy
= 2
$ zhidu new entity parcel --title 包裹 && cat policies/model/parcel.yaml && zhidu check && zhidu entities --format csv | grep parcel
| entities:
|   parcel:
|     title: "包裹"
|     show: name
|     fields:
|       id:   {type: text, title: 编号}
|       name: {type: text, title: 名称, required: true}
|       # type: text int number money date datetime bool enum ref
|       # amount: {type: money, title: 金额, min: 0}
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| parcel,包裹,
! errors: 0, warnings: 2
$ zhidu new entity parcel
! zhidu: there is an entity parcel already
! More: zhidu help new entity
= 2
$ zhidu new entity Bad/name
! zhidu: 'Bad/name' is no name of an entity: small letters, digits and _
! More: zhidu help new entity
= 2

# The layout of YAML: only blanks change.
$ zhidu fmt --check
$ sed -i 's/^  /     /; s/$/  /; s/{min: /{ min :  /' policies/params/member.yaml; zhidu fmt --check
| params/member.yaml
= 1
$ zhidu fmt && zhidu fmt --check && cmp policies/params/member.yaml "$DATA/shop/params/member.yaml" && zhidu test member.tier | tail -1
| params/member.yaml
| 3 passed, 0 failed
$ zhidu fmt policies/params/member.yaml params/membr.yaml
! zhidu: the pack has no YAML file params/membr.yaml
! More: zhidu help fmt
= 2
$ echo 'a: [' > policies/params/more.yaml; zhidu fmt
! params/more.yaml:2:1: error: while parsing a flow node: did not find expected node content [yaml-syntax]
! zhidu: files that cannot be read stay as they are
= 1
