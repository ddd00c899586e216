# Decision tables through a policy: each hit policy, cells of every kind, and what is wrong with a table.
$ cp -r "$DATA/shop" policies && mkdir policies/tables policies/rules/draw
$ cat >policies/model/draw.yaml <<'END'
> entities:
>   draw:
>     title: 抽奖
>     fields:
>       id:     {type: text}
>       visits: {type: int}
>       joined: {type: date}
>       kind:   {type: enum, enum: kind}
>       word:   {type: text}
>       spent:  {type: money}
> END
$ cat >policies/tables/gift.yaml <<'END'
> gift:
>   title: 礼品
>   hit: first
>   inputs:
>     visits: {type: int}
>     joined: {type: date}
>     kind:   {type: kind}
>     word:   {type: text}
>     spent:  {type: money}
>   outputs:
>     gift:   {type: text, order: [lamp, pen, card]}
>     points: {type: int}
>   rows:
>     - [">= 10",         "< 2025-01-01",             "-",         "-",              "-",         pen,  20]
>     - ["[1..10)",       "-",                        private,     "not(no, maybe)", "> 100.00",  card, 5]
>     - ["1, 3, [5..6]",  "[2025-01-01..2025-03-31]", "企业",      "'a, b'",         "(0..0.50]", lamp, 50]
>     - [null,            "null, >= 2026-01-01",      "not(null)", "-",              "-",         card, 1]
>     - [">= 12",         "-",                        "-",         "-",              ">= 0",      lamp, 7]
> END
$ cat >policies/rules/draw/gift.lua <<'END'
> return {
>   title = "礼品", clause = "7", subject = "draw", tables = { gift = "gift" },
>   needs = { "visits?", "joined?", "kind?", "word?", "spent?" },
>   gives = { gifts = "text", points = "int" },
>   decide = function(draw, _, tables)
>     local hit = tables.gift{ visits = draw.visits, joined = draw.joined, kind = draw.kind, word = draw.word, spent = draw.spent }
>     return { gifts = hit and hit.gift or "none", points = hit and hit.points or 0 }
>   end,
> }
> END
$ cat >draws.jsonl <<'END'
> {"id":"early","visits":12,"joined":"2024-12-31","spent":0}
> {"id":"late","visits":10,"joined":"2025-01-01","spent":0}
> {"id":"private","visits":9,"kind":"private","word":"yes","spent":100.01}
> {"id":"refused","visits":9,"kind":"private","word":"no","spent":100.01}
> {"id":"just","visits":9,"kind":"private","word":"yes","spent":100.00}
> {"id":"company","visits":3,"joined":"2025-03-31","kind":"company","word":"a, b","spent":0.50}
> {"id":"outside","visits":4,"joined":"2025-03-31","kind":"company","word":"a, b","spent":0.50}
> {"id":"unknown","kind":"company"}
> {"id":"nothing"}
> END
$ zhidu eval draw.gift --input draws.jsonl | sed 's/.*"subject":"\([a-z]*\)","outcome":\({.*}\),"reasons.*/\1 \2/'
| early {"gifts":"pen","points":20}
| late {"gifts":"none","points":0}
| private {"gifts":"card","points":5}
| refused {"gifts":"none","points":0}
| just {"gifts":"none","points":0}
| company {"gifts":"lamp","points":50}
| outside {"gifts":"none","points":0}
| unknown {"gifts":"card","points":1}
| nothing {"gifts":"none","points":0}
# Priority takes the first in the order of the output, whatever the row.
$ sed -i 's/hit: first/hit: priority/' policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 1
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"lamp","points":7},"reasons":[]}
# Unique and any refuse two rows, naming them; any takes two that give the same.
$ sed -i 's/hit: priority/hit: unique/' policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 2
| {"error":{"line":1,"message":"table gift: rows 1 and 5 both match, but only one may","place":"rules/draw/gift.lua:6"}}
| {"policy":"draw.gift","subject":"late","outcome":{"gifts":"none","points":0},"reasons":[]}
! 1 of 9 lines could not be decided
$ sed -i 's/hit: unique/hit: any/' policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 1
| {"error":{"line":1,"message":"table gift: rows 1 and 5 both match and give different results","place":"rules/draw/gift.lua:6"}}
! 1 of 9 lines could not be decided
$ sed -i 's/lamp, 7/pen, 20/' policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 1
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"pen","points":20},"reasons":[]}
$ sed -i 's/>= 0",      pen, 20/>= 0",      lamp, 7/' policies/tables/gift.yaml
# Lists of rows: in the order of the table, of the output, or as they come.
$ sed -i 's/local hit = \(.*\)/local hits, gifts, points = \1, {}, 0\n    for _, hit in ipairs(hits) do\n      table.insert(gifts, hit.gift)\n      points = points + hit.points\n    end/; s/gifts = hit and .*/gifts = table.concat(gifts, " "), points = points }/' policies/rules/draw/gift.lua
$ for hit in rule_order output_order collect; do sed -i "s/hit: .*/hit: $hit/" policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 1; done
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"pen lamp","points":27},"reasons":[]}
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"lamp pen","points":27},"reasons":[]}
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"pen lamp","points":27},"reasons":[]}
# Aggregates.
$ sed -i 's/local hits, gifts.*/local hit = tables.gift{ visits = draw.visits, joined = draw.joined, kind = draw.kind, word = draw.word, spent = draw.spent }/; /for _, hit/,/^    end/d; s/return { gifts.*/return { gifts = "-", points = hit and hit.points or 0 }/; s/gift:   {type: text.*/#/' policies/rules/draw/gift.lua
$ sed -i 's/^    gift:   {type: text.*//; s/,  *\(pen\|card\|lamp\), */, /' policies/tables/gift.yaml
$ for total in sum min max count; do sed -i "/aggregate/d; s/hit: .*/hit: collect\n  aggregate: $total/" policies/tables/gift.yaml; zhidu eval draw.gift --input draws.jsonl | head -n 1; done
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"-","points":27},"reasons":[]}
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"-","points":7},"reasons":[]}
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"-","points":20},"reasons":[]}
| {"policy":"draw.gift","subject":"early","outcome":{"gifts":"-","points":2},"reasons":[]}
# What is wrong is said with the table, the row and the column.
$ sed -i 's/"\[1..10)"/"[10..1]"/; s/< 2025-01-01/< 2025-02-30/; s/private, /privat, /; s/(0..0.50\]/(0..0.505]/; s/1\]$/one]/' policies/tables/gift.yaml
$ printf '    - [1, 2]\n    - ["-", "-", [private], "-", "> > 5", 3]\n' >>policies/tables/gift.yaml
$ zhidu check tables/gift.yaml
| tables/gift.yaml:15:25: error: gift: row 1: joined: wants a date such as 2025-11-30, got "2025-02-30" [table]
| tables/gift.yaml:16:8: error: gift: row 2: visits: nothing is within the range "[10..1]" [table]
| tables/gift.yaml:16:53: error: gift: row 2: kind: wants one of private, company, got "privat"; did you mean "private"? [table]
| tables/gift.yaml:17:82: error: gift: row 3: spent: wants money in yuan with at most two decimals, got "0.505" [table]
| tables/gift.yaml:18:89: error: gift: row 4: points: wants a whole number, got "one" [wrong-type]
| tables/gift.yaml:20:7: error: gift: row 6 has 2 cells, the table 5 inputs and 1 outputs [table]
| tables/gift.yaml:21:18: error: gift: row 7: kind: a cell is a text; put ranges and lists in quotes [table]
| tables/gift.yaml:21:34: error: gift: row 7: spent: "> 5" holds an operator or a quote; text like this is written in quotes [table]
! errors: 8, warnings: 0
= 1
