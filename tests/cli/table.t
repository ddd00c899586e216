# What a decision table leaves open, and how many records of the book that concerns.
$ "$DATA/shop-records/fill"
$ mkdir policies/tables
$ printf '%s\n' 'gift:' '  title: 礼品' '  hit: first' '  inputs: {kind: {type: kind}, spent_12m: {type: money}}' '  outputs: {points: {type: int}}' '  rows:' >policies/tables/gift.yaml
$ printf '    - [%s]\n' 'private, "< 100", 1' 'private, "> 100", 2' '"-", ">= 1000", 3' 'private, "[1..50]", 4' >>policies/tables/gift.yaml
$ printf '%s\n' 'return {' '  title = "礼品", clause = "7", subject = "member", needs = { "kind?", "spent_12m" }, tables = { gift = "gift" },' '  gives = { points = "int?" },' '  decide = function(member, _, tables)' '    local hit = tables.gift{ kind = member.kind, spent_12m = member.spent_12m }' '    return { points = hit and hit.points }' '  end,' '}' >policies/rules/member/gift.lua
$ zhidu check tables/gift.yaml
| tables/gift.yaml:1:1: warning: gift: no row matches kind "company", spent_12m "< 1000.00"; 1 record of member in the book falls there [table-gap]
| tables/gift.yaml:1:1: warning: gift: no row matches kind "private", spent_12m "100.00"; 0 records of member in the book fall there [table-gap]
| tables/gift.yaml:10:7: warning: gift: row 4 is never reached: row 1 matches all that it does, such as kind "private", spent_12m "[1.00..50.01)"; 0 records of member in the book fall there [table-unreachable]
! errors: 0, warnings: 3
$ zhidu --book none.db check tables/gift.yaml
| tables/gift.yaml:1:1: warning: gift: no row matches kind "company", spent_12m "< 1000.00" [table-gap]
| tables/gift.yaml:1:1: warning: gift: no row matches kind "private", spent_12m "100.00" [table-gap]
| tables/gift.yaml:10:7: warning: gift: row 4 is never reached: row 1 matches all that it does, such as kind "private", spent_12m "[1.00..50.01)" [table-unreachable]
! errors: 0, warnings: 3
$ ls none.db 2>/dev/null
= 2
$ sed -i 's/first/unique/' policies/tables/gift.yaml
$ zhidu check tables/gift.yaml
| tables/gift.yaml:1:1: warning: gift: no row matches kind "company", spent_12m "< 1000.00"; 1 record of member in the book falls there [table-gap]
| tables/gift.yaml:1:1: warning: gift: no row matches kind "private", spent_12m "100.00"; 0 records of member in the book fall there [table-gap]
| tables/gift.yaml:9:7: error: gift: rows 2 and 3 both match kind "private", spent_12m ">= 1000.00", but only one may; 0 records of member in the book fall there [table-overlap]
| tables/gift.yaml:10:7: error: gift: rows 1 and 4 both match kind "private", spent_12m "[1.00..50.01)", but only one may; 0 records of member in the book fall there [table-overlap]
! errors: 2, warnings: 2
= 1
$ zhidu help table-gap
| table-gap (warning): inputs that no row of a decision table matches
|
| Such an input gets no row, so the policy gets nil. With a book, the message says how many records
| fall there today.
| Add a row or a `default`.
|
| Wrong: tables/example.yaml
|     example.size:
|       title: 大小
|       hit: first
|       inputs:
|         spent_12m: {type: money}
|       outputs:
|         size: {type: text}
|       rows:
|         - [">= 100", big]
|
| Right: tables/example.yaml
|     example.size:
|       title: 大小
|       hit: first
|       inputs:
|         spent_12m: {type: money}
|       outputs:
|         size: {type: text}
|       rows:
|         - [">= 100", big]
|         - ["< 100", small]
$ zhidu --lang zh help table-unreachable
| table-unreachable (警告): 决策表中永远用不上的一行
|
| 它符合的情形都被上面的行取走了，或根本没有符合它的情形。有账簿时，提示里有符合这一行的记录数。
| 把范围小的行放到前面，或删去这一行。
|
| 错误的写法： tables/example.yaml
|     example.size:
|       title: 大小
|       hit: first
|       inputs:
|         spent_12m: {type: money}
|       outputs:
|         size: {type: text}
|       rows:
|         - ["-", small]
|         - [">= 100", big]
|
| 正确的写法： tables/example.yaml
|     example.size:
|       title: 大小
|       hit: first
|       inputs:
|         spent_12m: {type: money}
|       outputs:
|         size: {type: text}
|       rows:
|         - [">= 100", big]
|         - ["-", small]
