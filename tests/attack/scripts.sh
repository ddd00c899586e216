# Policies that want to hurt the host. Each fails its own decision (exit status 4) with a message that says what it did
# and where, and the policy beside it decides as ever.

pack
bad=policies/rules/member/bad.lua
echo '{"id":"M1","spent_12m":1000}' >one.jsonl

# policy GIVES NEEDS: makes it of what comes in: what stands above `return`, a line "--", the statements of decide.
policy() {
	awk -v gives="$1" -v needs="$2" '
		$0 == "--" { head = 1; print "return { title = \"x\", clause = \"S1\", subject = \"member\","
			print "needs = {" needs "}, params = { from = \"member.tier.from\" }, gives = {" gives "},"
			print "decide = function(m, p)"; next }
		{ print }
		END { print "end }" }' >"$bad"
}

others_decide() {
	zhidu eval member.tier one.jsonl >beside 2>&1
	grep -q '"tier":"gold"' beside || not_ok "$1: the other policy no longer decides"
}

# attacks GIVES, then lines NAME -> PATTERN -> STATEMENTS
attacks() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		printf -- '--\n%s\n' "${line#*" -> "}" | policy "$1" '"spent_12m"'
		try "$name" 4 "${line%%" -> "*}" 'zhidu eval member.bad one.jsonl' && others_decide "$name"
	done
}

big='local s = "aaaaaaaa" for i = 1, 18 do s = s .. s end'

# ---- too much of steps, memory, depth, time ----

attacks 'n = "number?"' <<END
endless while -> 1000000 steps.*bad.lua:4 -> while true do end
endless repeat -> 1000000 steps -> repeat until false
endless for -> 1000000 steps -> for i = 1, 1e18 do end
for up to infinity -> 1000000 steps -> for i = 1, math.huge do end
endless calls of a local function -> 1000000 steps -> local f = function() end for i = 1, 1e9 do f() end
endless loop in a comparator -> 1000000 steps -> local t = {3, 2, 1} table.sort(t, function() while true do end end)
endless reasons -> 1000000 steps -> for i = 1, 1e9 do because("S1", "x") end
text that doubles -> limit of (memory|5 seconds) -> local s = "x" while true do s = s .. s end
text that grows -> limit of (memory|5 seconds) -> local s = "x" for i = 1, 1e9 do s = s .. "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" end
table that grows -> limit of (memory|5 seconds) -> local t = {} for i = 1, 1e9 do t[i] = {} end
keys that grow -> limit of (memory|5 seconds) -> local t = {} for i = 1, 1e9 do t["key that is no number " .. i] = i end
insert at the front -> 1000000 steps -> local t = {} for i = 1, 1e9 do table.insert(t, 1, i) end
texts in a list -> limit of (memory|5 seconds) -> $big local t = {} for i = 1, 1e9 do t[i] = s .. i end
sort again and again -> 1000000 steps -> local t = {} for i = 1, 50000 do t[i] = i * 7919 % 50021 end for i = 1, 1000 do table.sort(t) end
concat again and again -> 1000000 steps -> local t = {} for i = 1, 50000 do t[i] = i end for i = 1, 100000 do table.concat(t) end
remove and insert at the front -> 1000000 steps -> local t = {} for i = 1, 50000 do t[i] = i end for i = 1, 100000 do table.remove(t, 1) table.insert(t, 1, 1) end
pairs again and again -> 1000000 steps -> local t = {} for i = 1, 50000 do t[i] = i end for i = 1, 100000 do for k in pairs(t) do break end end
money.share of many -> 1000000 steps -> local t = {} for i = 1, 50000 do t[i] = 1 end for i = 1, 100000 do money.share(1, t) end
text.contains of long texts -> 1000000 steps -> $big for i = 1, 1000000 do text.contains(s, "b") end
text.upper of long texts -> 1000000 steps -> $big for i = 1, 1000000 do text.upper(s) end
text.trim of long texts -> 1000000 steps -> $big for i = 1, 1000000 do text.trim(s) end
text.sub of long texts -> 1000000 steps -> $big for i = 1, 1000000 do text.sub(s, 1000000, 1000001) end
text.split into many -> (1000000 steps|limit of memory|limit of 5 seconds) -> $big text.split(s, "a")
text.replace that doubles -> 1000000 steps|limit of memory -> $big for i = 1, 40 do s = text.replace(s, "a", "aa") end
text.join of long texts -> 1000000 steps|limit of memory -> $big for i = 1, 1000000 do text.join({ s, s, s }, s) end
unpack of many -> at most 200 -> local t = {} for i = 1, 50000 do t[i] = i end math.max(table.unpack(t))
unpack of nothing, very long -> at most 200 -> math.max(table.unpack({}, 1, 9223372036854775807))
concat of nothing, very long -> got nil -> table.concat({}, ",", -9223372036854775807, 9223372036854775807)
a table in a table, without end -> wants a number -> local t = {} for i = 1, 100000 do t = { t } end return { n = t }
END

policy 'n = "number?"' '"spent_12m"' <<'END'
local function f(n) return 1 + f(n + 1) end
--
return { n = f(1) }
END
try 'recursion without end' 4 'steps|memory|overflow|deep' 'zhidu eval member.bad one.jsonl'
policy 'n = "number?"' '"spent_12m"' <<'END'
local function f(n) return f(n + 1) end
--
return { n = f(1) }
END
try 'tail calls without end' 4 '1000000 steps' 'zhidu eval member.bad one.jsonl'
policy 'n = "number?"' '"spent_12m"' <<'END'
--
local g
local function f(n) return 1 + g(n) end
g = function(n) return 1 + f(n) end
return { n = f(1) }
END
try 'mutual recursion without end' 4 'steps|memory|overflow|deep|stays' 'zhidu eval member.bad one.jsonl'
policy 'n = "number?"' '"spent_12m"' <<'END'
local function f(n) local t = { 2, 1 } table.sort(t, function(a, b) return f(n + 1) < 0 end) return 1 end
--
return { n = f(1) }
END
try 'recursion through comparators' 4 'steps|memory|overflow|deep' 'zhidu eval member.bad one.jsonl'

# Comparing texts takes no steps: the clock stops it.
printf 'limits: {seconds: 0.5}\n' >>policies/pack.yaml
attacks 'n = "number?"' <<END
unequal texts compared -> limit of 0.5 seconds -> $big local u, v = s .. "a", s .. "b" local n = 0 for i = 1, 900000 do if u < v then n = n + 1 end end
equal texts compared -> limit of 0.5 seconds -> $big local u, v = s .. "a", s .. "a" local n = 0 for i = 1, 900000 do if u == v then n = n + 1 end end
text.starts of long texts -> limit of 0.5 seconds|1000000 steps -> $big for i = 1, 900000 do text.starts(s, s) end
tonumber of long texts -> limit of 0.5 seconds|1000000 steps -> local s = "        " for i = 1, 18 do s = s .. s end for i = 1, 900000 do tonumber(s) end
concatenation thrown away -> limit of (0.5 seconds|memory) -> $big for i = 1, 900000 do local u = s .. "b" end
text.format of long texts -> limit of (0.5 seconds|memory)|1000000 steps -> $big for i = 1, 900000 do text.format("{1}{1}", s) end
END
pack

# ---- wrong answers ----

attacks 'n = "number"' <<END
nan -> wants a number, got the number nan -> return { n = 0 / 0 }
infinity -> wants a number, got the number inf -> return { n = 1 / 0 }
a text -> wants a number, got the text -> return { n = "1" }
a truth -> wants a number, got true -> return { n = true }
a function -> wants a number, got a function -> return { n = function() end }
a table in itself -> wants a number, got a table -> local t = {} t[1] = t return { n = t }
nothing -> outcome "n" is missing -> return {}
no table -> table of outcomes, got the integer 5 -> return 5
nil -> table of outcomes, got nil -> return nil
the record itself -> spent_12m -> return m
an outcome too many -> "m" is declared nowhere -> return { n = 1, m = 1 }
an outcome twice -> "n" stands here twice -> return { n = 1, n = 2 }
a list -> written name = value -> return { n = 1, 2 }
END
attacks 'n = "int"' <<END
a fraction for an int -> wants a whole number.*1.5 -> return { n = 1.5 }
more than an int holds -> wants a whole number.*1e.19 -> return { n = 1e19 }
END
attacks 'n = "money"' <<END
a fraction of a fen -> wants .*0.5 -> return { n = 0.5 }
more money than there is -> wants money.*9223372036854775807 -> return { n = 9223372036854775807 }
END
attacks 'n = "text"' <<END
a text of megabytes -> more than 65536 bytes -> $big return { n = s }
END
attacks 'n = "list"' <<END
a list in itself -> wants|list -> local t = {} t[1] = t return { n = t }
a list in a list, without end -> wants|list -> local t = {} for i = 1, 100000 do t = { t } end return { n = t }
a list with holes -> wants|list -> return { n = { 1, nil, 3 } }
a list of a million -> memory|long|items -> local t = {} for i = 1, 400000 do t[i] = 12345678901234 end return { n = t }
a list of long texts -> wants a list -> $big return { n = { s, s, s } }
END
attacks 'n = "date"' <<END
a day that does not exist -> wants a date -> return { n = "2025-02-30" }
END

# ---- raising, reaching out, writing to what is given ----

attacks 'n = "number?"' <<'END'
error with a table -> bad.lua:4 -> error({ a = 1 })
error with nothing -> bad.lua:4 -> error()
error with megabytes -> aaaa -> local s = "aaaaaaaa" for i = 1, 18 do s = s .. s end error(s)
assert with a table -> bad.lua:4 -> assert(nil, { 1 })
stop with no text -> given by stop\(text -> stop()
stop with a table -> stands here as a text -> stop({ 1 })
a need written to -> given to decide and stays -> m.spent_12m = 2
a need written to by another name -> cannot be changed -> local t = m t.spent_12m = 2
a need inserted -> cannot be changed -> table.insert(m, 1)
a parameter written to -> stays as it is -> p.from = 1
a map parameter written to -> cannot be changed|stays as it is -> p.from.gold = 1
a map parameter written to by another name -> cannot be changed -> local t = p.from t.gold = 1
a map parameter removed from -> cannot be changed -> table.remove(p.from)
parameters sorted -> cannot be changed -> table.sort(p)
a name of the library written to -> stays as it is -> text.upper = 1
a global written to -> global name -> x = 1
a name of zhidu's own -> zhidu's own -> local _N_spent_12m = 2 return { n = 1 }
a helper by its name -> declared nowhere|zhidu's own -> _H_more()
the ration -> would be a global name -> _F = 1e18
an unknown need -> "nosuch" is declared nowhere -> return { n = m.nosuch }
an unknown need, computed -> did you mean 'spent_12m' -> return { n = m["spent_12" .. text.lower("X")] }
an unknown parameter -> "x" is declared nowhere -> return { n = p.x }
a need indexed -> attempt to index -> return { n = m.spent_12m.x }
nan as a key -> NaN -> local t = {} t[0 / 0] = 1
division by nothing -> divide by zero.*bad.lua -> local a = 0 return { n = 1 // a }
remainder of nothing -> n%0.*bad.lua -> local a = 0 return { n = 1 % a }
sum of a table -> arithmetic on a table -> return { n = {} + 1 }
text as a number -> arithmetic on a string -> local s = "1" return { n = s + 1 }
money times infinity -> wants a number as argument 2 -> return { n = money.times(1, 1 / 0) }
money times too much -> range of money -> return { n = money.times(1, 1e308, 1e308) }
money of too much -> range of money -> return { n = money.yuan(1e300) }
money by no weights -> 0 weights -> return { n = money.share(100, {})[1] }
money by negative weights -> not negative -> return { n = money.share(100, { -1, 1 })[1] }
money by nan -> not negative -> return { n = money.share(100, { 0 / 0, 1 })[1] }
rounding to 300 digits -> 0 to 15 digits -> return { n = math.round(1.5, 300) }
a date beyond the calendar -> within the calendar -> return { n = date.year(date.add_days("2025-01-01", 9223372036854775807)) }
a day that does not exist as argument -> wants a date -> return { n = date.year("2025-02-30") }
split by nothing -> not empty -> return { n = #text.split("abc", "") }
replace nothing -> not empty -> return { n = #text.replace("abc", "", "x") }
insert far away -> within the list -> table.insert({}, 9223372036854775807, 1)
numbers and texts sorted -> cannot order -> local t = { 3, "a" } table.sort(t)
a placeholder of many digits -> has no value -> return { n = #text.format("{99999999999999999999}", 1) }
a placeholder with a directive -> written as it is -> return { n = #text.format("{1:%n}", 1) }
goto -> goto: -> goto x ::x:: return { n = 1 }
a method -> methods: -> local s = "x" return { n = s:rep(1e9) }
varargs -> name the parameters -> local f = function(...) return ... end return { n = f(1) }
bits -> operators on bits -> return { n = 1 & 2 }
power -> not exact -> return { n = 2 ^ 1e9 }
to be closed -> nothing to close -> local a <close> = nil
a syntax error -> bad.lua:4:[0-9]+: -> return { n = = 1 }
an open text -> bad.lua:4:[0-9]+: -> return { n = "abc
an open long text -> bad.lua:4:[0-9]+: -> return { n = [==[ abc
END

for name in _G _ENV _VERSION io os debug package string utf8 coroutine load loadstring loadfile dofile require pcall xpcall \
	select next rawget rawset rawequal rawlen setmetatable getmetatable collectgarbage print warn math.random \
	math.randomseed text.rep date.today date.now os.time io.open string.rep string.format debug.sethook table.pack; do
	printf -- '--\nlocal f = %s\nreturn { n = f(1) }\n' "$name" | policy 'n = "number?"' '"spent_12m"'
	try "no $name" 4 "bad.lua:4:[0-9]+: (policies have no|the library .* has no)" 'zhidu eval member.bad one.jsonl'
done
others_decide 'forbidden names'

# ---- files that are no policies, or very big ones ----

try_file() { try "$1" 4 "$2" 'zhidu eval member.bad one.jsonl' && others_decide "$1"; }

printf '\033LuaT\000\031\223\r\n\032\n\004\010\010' >"$bad" && try_file bytecode 'bad.lua'
printf '\033LJ\002\n' >"$bad" && try_file 'bytecode of another kind' 'bad.lua'
: >"$bad" && try_file 'an empty file' 'bad.lua'
echo 'return 1' >"$bad" && try_file 'no table' 'bad.lua:1:1: a policy file ends with return'
printf 'return {\000}\n' >"$bad" && try_file 'a NUL' 'bad.lua:1'
printf 'return { title = "\377\376", }\n' >"$bad" && try_file 'invalid UTF-8' 'bad.lua:1'
printf '\357\273\277#!/bin/lua\nos.exit()' >"$bad" && try_file 'a mark of bytes and a shebang' 'bad.lua'
head -c 3000000 /dev/zero | tr '\0' '(' >"$bad" && try_file 'three million brackets' 'bad.lua'
{ echo 'return {'; head -c 2000000 /dev/zero | tr '\0' '{'; } >"$bad" && try_file 'two million braces' 'bad.lua'
{ printf 'return { decide = function() return '; head -c 100000 /dev/zero | tr '\0' '-'; echo ' end }'; } >"$bad" &&
	try_file 'a hundred thousand minus signs' 'bad.lua'
{ printf 'return { decide = function() return '; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "not " }'
	echo '1 end }'; } >"$bad" && try_file 'a hundred thousand nots' 'bad.lua'
{ printf 'return { decide = function() '; awk 'BEGIN { for (i = 0; i < 50000; i++) printf "if a then " }'
	echo ' end }'; } >"$bad" && try_file 'fifty thousand ifs' 'bad.lua'
{ printf 'return { decide = function() return 1'; awk 'BEGIN { for (i = 0; i < 100000; i++) printf " .. 1" }'
	echo ' end }'; } >"$bad" && try_file 'a hundred thousand joins' 'bad.lua'
{ printf 'return { decide = function() local x = f'; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "(1)" }'
	echo ' end }'; } >"$bad" && try_file 'a hundred thousand calls' 'bad.lua'
{ printf 'return { decide = function() '; awk 'BEGIN { for (i = 0; i < 300; i++) print "local x" i " = " i }'
	echo ' end }'; } >"$bad" && try_file 'three hundred locals' 'bad.lua'

awk 'BEGIN {
	print "return { title = \"x\", clause = \"S1\", subject = \"member\", gives = { n = \"number\" }, needs = {"
	for (i = 0; i < 300; i++) printf "n%d = { \"spent_12m\", type = \"money\" },\n", i
	print "}, decide = function(m)\nlocal n = 0"
	for (i = 0; i < 300; i++) printf "n = n + m.n%d\n", i
	print "return { n = n }\nend }" }' >"$bad"
awk 'BEGIN { printf "{"; for (i = 0; i < 300; i++) printf "%s\"n%d\":1", i ? "," : "", i; print "}" }' >many.jsonl
try 'three hundred needs' 4 'at most 180 needs, not 300' 'zhidu eval member.bad many.jsonl'
awk 'BEGIN {
	print "return { title = \"x\", clause = \"S1\", subject = \"member\", gives = { n = \"number\" }, needs = { \"spent_12m\" },"
	print "decide = function(m)\nlocal n = 0"
	for (i = 0; i < 10000; i++) print "n = n + " i
	print "return { n = n }\nend }" }' >"$bad"
try 'ten thousand lines' 0 '"n":49995000' 'zhidu eval member.bad one.jsonl'

# ---- in a run: it fails for itself, the others are on record ----

book
printf -- '--\nif m.spent_12m > 100000 then while true do end end\nreturn { n = 1 }\n' |
	policy 'n = "number"' '"spent_12m"'
rm -f zhidu.db
zhidu init >/dev/null 2>&1
for entity in branch member sale; do
	zhidu import "$entity" "$DATA/shop-records/$entity.csv" >/dev/null 2>&1
done
try 'a policy that loops for one subject' 4 'member.bad: M1: .*bad.lua:4: .*1000000 steps' 'zhidu run --as-of 2025-06-30'
try 'its other subjects are decided' 0 '^M3' 'zhidu decisions member.bad --format csv'
try 'the other policies are on record' 0 '^M1,.*gold' 'zhidu decisions member.tier --format csv'
try 'the failure is on record' 0 'member.bad,M1' 'zhidu failures --format csv'
try 'and comes again in a replay' 0 ' 0 different' 'zhidu replay 1'
