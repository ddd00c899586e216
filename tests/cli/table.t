# What a decision table leaves open, and how many records of the book that concerns.
$ "$DATA/shop-records/fill"
$ mkdir policies/tables
$ printf '%s\n' 'gift:' '  title: 礼品' '  hit: first' '  inputs: {kind: {type: kind}, spent_12m: {type: money}}' '  outputs: {points: {type: int}}' '  rows:' >policies/tables/gift.yaml
$ printf '    - [%s]\n' 'private, "< 100", 1' 'private, "> 100", 2' '"-", ">= 1000", 3' 'private, "[1..50]", 4' >>policies/tables/gift.yaml
$ printf '%s\n' 'return {' '  title = "礼品", subject = "member", needs = { "kind?", "spent_12m" }, tables = { gift = "gift" },' '  gives = { points = "int?" },' '  decide = function(member)' '    local hit = tables.gift{ kind = member.kind, spent_12m = member.spent_12m }' '    return { points = hit and hit.points }' '  end,' '}' >policies/rules/member/gift.lua
$ zhidu check tables/gift.yaml
$ zhidu --book none.db check tables/gift.yaml
$ ls none.db 2>/dev/null
= 2
$ sed -i 's/first/unique/' policies/tables/gift.yaml
$ zhidu check tables/gift.yaml
= 1
$ zhidu help table-gap
| table-gap (warning): inputs that no row of a decision table matches
$ zhidu --lang zh help table-unreachable
