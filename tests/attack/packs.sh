# Broken and hostile packs: `check` tells every finding with file, line and column and ends with 1; what cannot be used
# for that reason is refused.

# finding NAME PATTERN FILE: FILE of the pack is what comes in.
finding() {
	pack
	mkdir -p "policies/$(dirname "$3")"
	cat >"policies/$3"
	try "$1" 1 "^(policies/)?$3$2" 'zhidu check'
}

# yaml lines NAME -> PATTERN -> TEXT as printf writes it: params/x.yaml is that text.
yaml() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		# shellcheck disable=SC2059 # the line is the format
		printf -- "${line#*" -> "}\n" | finding "$name" "${line%%" -> "*}" params/x.yaml
	done
}

yaml <<'END'
a bomb of anchors -> :1:4: error: anchors .* not allowed -> a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]
an alias of nothing -> :1:[0-9]+: error: -> a: *nothing
a merge -> :1:[0-9]+: error: -> a: &a {b: 1}\nc: {<<: *a}
a tag -> :1:[0-9]+: error: .*tag -> a: !!python/object/apply:os.system [id]
a directive -> :1:[0-9]+: error: -> %%YAML 9.9\n---\na: 1
two documents -> :[23]:[0-9]+: error: .*document -> a.b: {title: x, type: int, value: 1, clause: S1}\n---\nb: 1
a tab -> :2:[0-9]+: error: -> a.b:\n\ttitle: x
an open quote -> :2:[0-9]+: error: -> a: "x
an open bracket -> :[12]:[0-9]+: error: -> a: [1, 2
a key twice -> :2:1: error: .*(twice|already) -> a.b: {title: x, type: int, value: 1, clause: S1}\na.b: {title: x, type: int, value: 1, clause: S1}
a key twice inside -> :1:[0-9]+: error: .*(twice|already) -> a.b: {title: x, title: y, type: int, value: 1, clause: S1}
an unknown key -> :1:[0-9]+: error: .*no key.*did you mean .?value -> a.b: {title: x, type: int, valu: 1, clause: S1}
an unknown type -> :1:[0-9]+: error: .*did you mean .?money -> a.b: {title: x, type: mony, value: 1, clause: S1}
a text for an int -> :1:[0-9]+: error: .*whole number -> a.b: {title: x, type: int, value: many, clause: S1}
an int beyond 64 bits -> :1:[0-9]+: error: .*whole number -> a.b: {title: x, type: int, value: 99999999999999999999, clause: S1}
money with three decimals -> :1:[0-9]+: error: -> a.b: {title: x, type: money, value: 1.005, clause: S1}
a number that is none -> :1:[0-9]+: error: -> a.b: {title: x, type: number, value: .nan, clause: S1}
infinity -> :1:[0-9]+: error: -> a.b: {title: x, type: number, value: .inf, clause: S1}
a day that does not exist -> :1:[0-9]+: error: -> a.b: {title: x, type: int, values: {2025-02-30: 1}, clause: S1}
a date twice -> :1:[0-9]+: error: .*(twice|already) -> a.b: {title: x, type: int, values: {2025-01-01: 1, 2025-01-01: 2}, clause: S1}
beyond its bounds -> :1:[0-9]+: error: .*maximum -> a.b: {title: x, type: int, value: 5, max: 3, clause: S1}
bounds upside down -> :1:[0-9]+: error: -> a.b: {title: x, type: int, value: 5, min: 9, max: 3, clause: S1}
a broken sum -> :1:[0-9]+: error: .*100 -> a.b: {title: x, type: {A: int, B: int}, value: {A: 1, B: 2}, sum: 100, clause: S1}
a key missing in a map -> :1:[0-9]+: error: .*B -> a.b: {title: x, type: {A: int, B: int}, value: {A: 1}, clause: S1}
a name that is none -> :1:1: error: -> "A B; DROP": {title: x, type: int, value: 1, clause: S1}
a parameter twice in the pack -> :1:1: error: .*member.yaml -> member.voucher.least: {title: x, type: money, value: 1, clause: S1}
no map at all -> :1:1: error: -> 5
a list -> :1:1: error: -> - 5
UTF-16 -> (:1:[0-9]+)?: error: -> \377\376a\000:\000
a NUL -> :1:[0-9]+: error: -> a\000b: 1
invalid UTF-8 -> :1:[0-9]+: error: -> a: "\377"
END

many() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
many 100000 '[' | finding 'a hundred thousand brackets' ':1:[0-9]+: error: ' params/x.yaml
many 100000 '{a: ' | finding 'a hundred thousand braces' ':1:[0-9]+: error: ' params/x.yaml
many 100000 '- ' | finding 'a hundred thousand hyphens' ':1:[0-9]+: error: ' params/x.yaml
many 100000 '? ' | finding 'a hundred thousand question marks' ':1:[0-9]+: error: ' params/x.yaml
many 5000000 ' ' | finding 'a file of blanks' ': error: .*4 MiB' params/x.yaml
many 800000 '[],' | sed 's/^/a: [/; s/$/]/' | finding 'eight hundred thousand lists' '(:1:[0-9]+)?: error: ' params/x.yaml

# ---- the pack's other files ----

printf 'name: shop\nversion: 1\ntitel: x\n' | finding 'an unknown key of the pack' ':3:1: error: .*no key.*did you mean .?title' pack.yaml
printf 'name: shop\nlimits: {steps: -1}\n' | finding 'negative limits' ':2:[0-9]+: error: ' pack.yaml
printf 'name: shop\nlimits: {memory: 999999TiB}\n' | finding 'limits without end' ':2:[0-9]+: error: ' pack.yaml
printf 'entities:\n  a b:\n    title: x\n' | finding 'an entity without a name' ':2:3: error: ' model/x.yaml
printf 'entities:\n  member:\n    title: x\n    fields: {id: {type: text, title: x}}\n' |
	finding 'an entity twice' ':2:3: error: ' model/x.yaml
printf 'entities:\n  zd_run:\n    title: x\n    fields: {id: {type: text, title: x}}\n' |
	finding "an entity of zhidu's own name" ':2:3: error: ' model/x.yaml
printf 'entities:\n  sqlite_x:\n    title: x\n    fields: {id: {type: text, title: x}}\n' |
	finding "an entity of SQLite's own name" ':2:3: error: ' model/x.yaml
printf 'entities:\n  a:\n    title: x\n    fields: {id: {type: text, title: x}, b: {type: ref, entity: nowhere, title: x}}\n' |
	finding 'a reference to nothing' ':4:[0-9]+: error: .*nowhere' model/x.yaml
printf 'entities:\n  a:\n    title: x\n    fields: {}\n' | finding 'an entity without fields' ':[234]:[0-9]+: error: ' model/x.yaml
printf 'entities:\n  a:\n    title: x\n    fields: {id: {type: money, title: x}}\n' |
	finding 'a key of money' ':4:[0-9]+: error: ' model/x.yaml
printf 'policy: member.teir\ncases: [{name: x, given: {}, expect: {tier: gold}}]\n' |
	finding 'a case of no policy' ':2:[0-9]+: error: .*member.tier' cases/member/x.yaml
printf 'entity: membre\nfields: {}\n' | finding 'an import of no entity' ':1:[0-9]+: error: .*member' imports/x.yaml
printf 'title: x\nset: {member.tier.form: 1}\n' | finding 'a scenario of no parameter' ':2:[0-9]+: error: ' scenarios/x.yaml
: | finding 'a file that belongs nowhere' ': error: not a file of a pack' notes.txt
: | finding 'a name in capitals' ': error: the path of a policy' rules/member/Tier.lua
: | finding 'a name with a blank' ': error: the path of a policy' 'rules/member/a b.lua'

# ---- policies ----

# rule NAME PATTERN NEEDS GIVES, below policies that form a circle or name what is not there
rule() {
	printf 'return {\n title = "x", clause = "S1", subject = "member",\n needs = { %s },\n gives = { %s },\n decide = function(m)\n  return { a = %s }\n end,\n}\n' \
		"$2" "$3" "$4" >"policies/rules/$1.lua"
}
pack
rule member/one 'a = "member.two.a"' 'a = "int"' m.a
rule member/two 'a = "member.three.a"' 'a = "int"' m.a
rule member/three 'a = "member.one.a"' 'a = "int"' m.a
try 'a circle of needs is named' 1 'member.one.*member.two.*member.three.*member.one|member.two.*member.three.*member.one.*member.two|member.three.*member.one.*member.two.*member.three' 'zhidu check'
echo '{"spent_12m":1000}' >one.jsonl
try 'and does not hurt the others' 0 '"gold"' 'zhidu eval member.tier one.jsonl'
pack
rule member/one 'a = "member.one.a"' 'a = "int"' m.a
try 'a policy that needs itself' 1 'rules/member/one.lua:1:1: error: .*member.one needs member.one' 'zhidu check'
pack
rule member/one '"spent_12"' 'a = "money"' m.spent_12
try 'an unknown fact' 1 "rules/member/one.lua:3:[0-9]+: error: .*did you mean 'spent_12m'" 'zhidu check'
pack
rule member/one 'a = "member.teir.tier"' 'a = "text"' m.a
try 'an unknown policy' 1 "rules/member/one.lua:3:[0-9]+: error: .*member.tier" 'zhidu check'
pack
rule member/one 'a = "member.tier.teir"' 'a = "text"' m.a
try 'an unknown outcome' 1 "rules/member/one.lua:3:[0-9]+: error: .*tier" 'zhidu check'
pack
sed -i 's/"member.tier.from"/"member.tier.form"/' policies/rules/member/tier.lua
try 'an unknown parameter' 1 "rules/member/tier.lua:7:[0-9]+: error: .*member.tier.from" 'zhidu check'
pack
sed -i 's/param.from.gold/param.from.glod/' policies/rules/member/tier.lua
try 'an unknown key of a parameter' 4 "did you mean 'gold'.*rules/member/tier.lua:12" 'zhidu eval member.tier one.jsonl'
pack
sed -i 's/subject = "member"/subject = "membre"/' policies/rules/member/tier.lua
try 'an unknown subject' 1 'rules/member/tier.lua:2:1: error: .*did you mean .member' 'zhidu check'

# ---- branches ----

far='branches/north/params.yaml:2:[0-9]+: .*guardrail of member.voucher.least'
pack
sed -i 's/value: 8/value: 80/' policies/branches/north/params.yaml
try 'a branch beyond its guardrail: check' 1 "$far" 'zhidu check'
try 'a branch beyond its guardrail: eval' 5 "$far" 'zhidu eval member.tier one.jsonl'
try 'a branch beyond its guardrail: init' 5 "$far" 'zhidu init'
book
sed -i 's/value: 8/value: 80/' policies/branches/north/params.yaml
dump before
try 'a branch beyond its guardrail: run --draft' 5 "$far" 'zhidu run --draft --as-of 2025-06-30'
try 'a branch beyond its guardrail: whatif --draft' 5 "$far" 'zhidu whatif --draft --as-of 2025-06-30'
try 'a branch beyond its guardrail: publish' 5 "$far" 'zhidu publish --effective 2025-01-01 -m x'
try 'a branch beyond its guardrail: whatif --set' 5 'guardrail of member.voucher.least' \
	'zhidu whatif --set member.voucher.least@north=20 --as-of 2025-06-30'
dump after
same 'and the book is as before' before after
try 'a run by the release goes on' 0 '^ +1 ' 'zhidu run --as-of 2025-06-30'

pack
printf 'member.tier.from:\n  value: {gold: 1, silver: 0}\n' >policies/branches/north/params.yaml
try 'a parameter that no branch may touch' 1 'branches/north/params.yaml:1:1: error: .*member.tier.from' 'zhidu check'
try 'a parameter that no branch may touch: eval' 5 'branches/north/params.yaml:1:1: ' 'zhidu eval member.tier one.jsonl'
pack
mkdir -p policies/branches/north/rules/member
cp policies/rules/member/tier.lua policies/branches/north/rules/member
try 'a policy that no branch may replace' 1 'branches/north/rules/member/tier.lua:[0-9]+:[0-9]+: error: .*branch = true' 'zhidu check'
try 'a policy that no branch may replace: eval' 5 'branch = true' 'zhidu eval member.tier one.jsonl --branch north'
pack
mkdir -p policies/branches/north/rules/member
cp policies/rules/member/tier.lua policies/branches/north/rules/member/mine.lua
try 'a policy of a branch alone' 1 'branches/north/rules/member/mine.lua(:[0-9]+:[0-9]+)?: error: ' 'zhidu check'

# ---- what lies there instead of a file ----

pack
ln -s /etc/passwd policies/rules/member/evil.lua
try 'a link to a file' 1 'rules/member/evil.lua: error: a symbolic link' 'zhidu check'
pack
ln -s / policies/rules/all
try 'a link to a folder' 1 'rules/all/: error: a symbolic link' 'zhidu check'
pack
ln -s loop policies/rules/loop
try 'a link to itself' 1 'rules/loop: error: a symbolic link' 'zhidu check'
pack
mkfifo policies/params/pipe.yaml
try 'a pipe' 1 'params/pipe.yaml: error: ' 'zhidu check'
pack
mkdir -p policies/rules/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o
try 'folders without end' 1 'error: ' 'zhidu check'
rm -rf policies
try 'no pack' 3 'policies: there is no such folder' 'zhidu check'
mkdir policies
try 'an empty pack' 3 'no pack.yaml' 'zhidu check'
rmdir policies
echo x >policies
try 'a file for a pack' 3 'policies: ' 'zhidu check'
rm policies
pack
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 policies/params/member.yaml
	try 'a file that may not be read' 3 'params/member.yaml.*ermission' 'zhidu check'
	chmod 0 policies/rules
	try 'a folder that may not be read' 3 'rules.*ermission' 'zhidu check'
elif command -v setpriv >/dev/null; then
	chmod a+rx "$scratch" && chmod 0 policies/params/member.yaml
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	try 'a file that may not be read' 3 'params/member.yaml.*ermission' "$nobody zhidu check"
	chmod 644 policies/params/member.yaml && chmod 0 policies/rules
	try 'a folder that may not be read' 3 'rules.*ermission' "$nobody zhidu check"
	chmod 755 policies/rules
else
	skip 'files that may not be read' 'root reads everything'
fi
