# All that is wrong, with its place; a summary behind it.
$ cp -r "$DATA/shop" policies
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
! errors: 0, warnings: 2
$ sed -i 's/gold: 1000, silver: 300/gold: 100, silver: 300/; s/max: 0.06/mox: 0.06/' policies/params/member.yaml
$ sed -i 's/member.spent_12m/member.spent_12n/' policies/rules/member/tier.lua
$ rm policies/cases/member/ranking.yaml
$ zhidu check
| params/member.yaml:5:10: error: member.tier.from: silver: 300.00 comes after 100.00, but the values must be descending [out-of-bounds]
| params/member.yaml:15:27: error: each has no key "mox"; did you mean "max"? [unknown-key]
| rules/member/ranking.lua:2:1: warning: member.ranking has no case [no-case]
| rules/member/tier.lua:6:15: warning: the need "spent_12m" is not used [unused]
| rules/member/tier.lua:12:15: error: the need "spent_12n" is declared nowhere; did you mean "spent_12m"? [unknown-name]
| rules/member/tier.lua:14:19: error: the need "spent_12n" is declared nowhere; did you mean "spent_12m"? [unknown-name]
| rules/member/tier.lua:17:51: error: the need "spent_12n" is declared nowhere; did you mean "spent_12m"? [unknown-name]
! errors: 5, warnings: 2
= 1
$ zhidu check --format json
| [
| {"file":"params/member.yaml","line":5,"column":10,"severity":"error","code":"out-of-bounds","message":"member.tier.from: silver: 300.00 comes after 100.00, but the values must be descending"},
| {"file":"params/member.yaml","line":15,"column":27,"severity":"error","code":"unknown-key","message":"each has no key \"mox\"; did you mean \"max\"?"},
| {"file":"rules/member/ranking.lua","line":2,"column":1,"severity":"warning","code":"no-case","message":"member.ranking has no case"},
| {"file":"rules/member/tier.lua","line":6,"column":15,"severity":"warning","code":"unused","message":"the need \"spent_12m\" is not used"},
| {"file":"rules/member/tier.lua","line":12,"column":15,"severity":"error","code":"unknown-name","message":"the need \"spent_12n\" is declared nowhere; did you mean \"spent_12m\"?"},
| {"file":"rules/member/tier.lua","line":14,"column":19,"severity":"error","code":"unknown-name","message":"the need \"spent_12n\" is declared nowhere; did you mean \"spent_12m\"?"},
| {"file":"rules/member/tier.lua","line":17,"column":51,"severity":"error","code":"unknown-name","message":"the need \"spent_12n\" is declared nowhere; did you mean \"spent_12m\"?"}
| ]
! errors: 5, warnings: 2
= 1
$ zhidu check --format csv | cut -d, -f1-5
| file,line,column,severity,code
| params/member.yaml,5,10,error,out-of-bounds
| params/member.yaml,15,27,error,unknown-key
| rules/member/ranking.lua,2,1,warning,no-case
| rules/member/tier.lua,6,15,warning,unused
| rules/member/tier.lua,12,15,error,unknown-name
| rules/member/tier.lua,14,19,error,unknown-name
| rules/member/tier.lua,17,51,error,unknown-name
! errors: 5, warnings: 2
$ zhidu check policies/rules/member/ranking.lua
| rules/member/ranking.lua:2:1: warning: member.ranking has no case [no-case]
! errors: 0, warnings: 1
$ zhidu check ./policies/params/member.yaml
| params/member.yaml:5:10: error: member.tier.from: silver: 300.00 comes after 100.00, but the values must be descending [out-of-bounds]
| params/member.yaml:15:27: error: each has no key "mox"; did you mean "max"? [unknown-key]
! errors: 2, warnings: 0
= 1
$ zhidu check --format json rules/member/voucher.lua
| []
! errors: 0, warnings: 0
$ zhidu --lang zh check rules/member/ranking.lua
| rules/member/ranking.lua:2:1: warning: member.ranking has no case [no-case]
! 错误 0 处，警告 1 处

# Names that decisions on record have already.
$ rm -rf p && cp -r "$DATA/shop" p && sed -i 's/gives   = { rank = /gives   = { run = /; s/rank = rank }/run = rank }/' p/rules/member/ranking.lua && zhidu --pack p check 2>/dev/null | grep bad-name
| rules/member/ranking.lua:8:15: error: "run" is what decisions on record call the run and the subject [bad-name]
