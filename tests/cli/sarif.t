# Findings for editors and build servers: SARIF, limits on how many, warnings that count.
$ cp -r "$DATA/shop" policies
$ sed -i 's/spent_12m >= param.from.gold/spent_12m > 5000/; s/tier = "gold"/tier = "gld"/' policies/rules/member/tier.lua
$ zhidu check
| facts/last_visit.sql:4:3: warning: no policy uses the fact last_visit of member [unused]
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
| rules/member/tier.lua:8:15: warning: no return gives the tier "gold" [never-given]
| rules/member/tier.lua:12:27: warning: the number 5000 stands in the policy: make it a parameter, or name it above `return` with a comment "fixed: why" [number]
| rules/member/tier.lua:13:14: error: tier is never "gld"; did you mean "gold"? [unknown-value]
! errors: 1, warnings: 4
= 1
$ zhidu check --max-errors 1 rules/member/tier.lua
| rules/member/tier.lua:8:15: warning: no return gives the tier "gold" [never-given]
| rules/member/tier.lua:12:27: warning: the number 5000 stands in the policy: make it a parameter, or name it above `return` with a comment "fixed: why" [number]
| rules/member/tier.lua:13:14: error: tier is never "gld"; did you mean "gold"? [unknown-value]
! errors: 1, warnings: 2
= 1
$ zhidu check --strict facts/sales.sql
| facts/sales.sql:5:3: warning: no policy uses the fact visits_12m of member [unused]
! errors: 0, warnings: 1
= 1
$ zhidu check --as-of 2025-13-01
! zhidu: '2025-13-01' is no date such as 2025-11-30
! More: zhidu help check
= 2
$ zhidu check --max-errors -1
! zhidu: --max-errors wants a whole number, got "-1"
! Usage: zhidu check [FILE...] [options]
! More: zhidu help check
= 2
$ zhidu check --format sarif 2>/dev/null | grep -v '"shortDescription"'
| {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"zhidu","semanticVersion":"0.1.0","language":"en","rules":[
| {"ruleId":"unused","ruleIndex":20,"level":"warning","message":{"text":"no policy uses the fact last_visit of member"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/facts/last_visit.sql"},"region":{"startLine":4,"startColumn":3}}}]},
| {"ruleId":"unused","ruleIndex":20,"level":"warning","message":{"text":"no policy uses the fact visits_12m of member"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/facts/sales.sql"},"region":{"startLine":5,"startColumn":3}}}]},
| {"ruleId":"never-given","ruleIndex":28,"level":"warning","message":{"text":"no return gives the tier \"gold\""},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/rules/member/tier.lua"},"region":{"startLine":8,"startColumn":15}}}]},
| {"ruleId":"number","ruleIndex":27,"level":"warning","message":{"text":"the number 5000 stands in the policy: make it a parameter, or name it above `return` with a comment \"fixed: why\""},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/rules/member/tier.lua"},"region":{"startLine":12,"startColumn":27}}}]},
| {"ruleId":"unknown-value","ruleIndex":19,"level":"error","message":{"text":"tier is never \"gld\"; did you mean \"gold\"?"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"policies/rules/member/tier.lua"},"region":{"startLine":13,"startColumn":14}}}]}]}]}
$ zhidu check --format sarif 2>/dev/null | grep '"shortDescription"' | grep unknown-value
| {"id":"unknown-value","shortDescription":{"text":"a text that is none of the values there are"},"fullDescription":{"text":"A need or an outcome of an enum is compared with, or given, a text that the enum does not have: the comparison is never true, the outcome fails."},"help":{"text":"A need or an outcome of an enum is compared with, or given, a text that the enum does not have: the comparison is never true, the outcome fails.\nCorrect the spelling, or add the value to the enum.\n\nWrong: rules/member/example.lua\nreturn {\n  title   = \"示例\",\n  clause  = \"S1 9\",\n  subject = \"member\",\n  needs   = { \"kind?\" },\n  gives   = { given = \"bool\" },\n  decide  = function(member)\n    return { given = member.kind == \"privat\" }\n  end,\n}\n\n\nRight: rules/member/example.lua\nreturn {\n  title   = \"示例\",\n  clause  = \"S1 9\",\n  subject = \"member\",\n  needs   = { \"kind?\" },\n  gives   = { given = \"bool\" },\n  decide  = function(member)\n    return { given = member.kind == \"private\" }\n  end,\n}\n"},"defaultConfiguration":{"level":"error"}},

# A folder whose name a reference cannot have as it is.
$ cp -r policies '制度 %'; zhidu --pack './制度 %' check --format sarif rules/member/tier.lua 2>/dev/null | grep -o '"uri":"[^"]*"'
| "uri":"%E5%88%B6%E5%BA%A6%20%25/rules/member/tier.lua"
| "uri":"%E5%88%B6%E5%BA%A6%20%25/rules/member/tier.lua"
| "uri":"%E5%88%B6%E5%BA%A6%20%25/rules/member/tier.lua"
$ cp -r "$DATA/shop" clean; zhidu --pack clean check --format sarif facts/last_visit.sql params/member.yaml 2>/dev/null | grep -c startLine
| 1
