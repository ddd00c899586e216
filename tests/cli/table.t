# What a decision table leaves open, and how many records of the book that concerns.
$ "$DATA/shop-records/fill"
$ mkdir policies/tables
$ printf '%s\n' 'gift:' '  title: 礼品' '  hit: first' '  inputs: {kind: {type: kind}, spent_12m: {type: money}}' '  outputs: {points: {type: int}}' '  rows:' >policies/tables/gift.yaml
$ printf '    - [%s]\n' 'private, "< 100", 1' 'private, "> 100", 2' '"-", ">= 1000", 3' 'private, "[1..50]", 4' >>policies/tables/gift.yaml
$ printf '%s\n' 'return {' '  title = "礼品", clause = "7", subject = "member", needs = { "kind?", "spent_12m" }, tables = { gift = "gift" },' '  gives = { points = "int?" },' '  decide = function(member, _, tables)' '    local hit = tables.gift{ kind = member.kind, spent_12m = member.spent_12m }' '    return { points = hit and hit.points }' '  end,' '}' >policies/rules/member/gift.lua
$ zhidu check tables/gift.yaml
| tables/gift.yaml:1:1: warning: gift: no row matches kind "company", spent_12m "< 1000.00"; 1 record of member in the book falls there [table-gap]
| tables/gift.yaml:1:1: warning: gift: no row matches kind "private", spent_12m "100.00"; 0 records of member in the book fall there [table-gap]
| tables/gift.yaml:10:7: warning: gift: row 4 is never reached: row 1 matches all that it does, such as kind "private", spent_12m "[1.00..50.01)" [table-unreachable]
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
| tables/gift.yaml:9:7: error: gift: rows 2 and 3 both match kind "private", spent_12m ">= 1000.00", but only one may [table-overlap]
| tables/gift.yaml:10:7: error: gift: rows 1 and 4 both match kind "private", spent_12m "[1.00..50.01)", but only one may [table-overlap]
! errors: 2, warnings: 2
= 1
$ zhidu help table-gap
| table-gap (warning): inputs that no row of a decision table matches
$ zhidu --lang zh help table-unreachable
| table-unreachable (警告): 决策表中永远用不上的一行
