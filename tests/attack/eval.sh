# Hostile JSON for eval: a bad line answers with its error in its place (exit status 3), the lines around it are decided.

pack
mkdir policies/rules/echo
cat >policies/model/echo.yaml <<'END'
entities:
  echo:
    title: x
    fields:
      id: {type: text, title: x}
      i: {type: int, title: x}
      m: {type: money, title: x}
      n: {type: number, title: x}
      d: {type: date, title: x}
      t: {type: text, title: x}
      b: {type: bool, title: x}
END
cat >policies/facts/echo.sql <<'END'
/*
subject: echo
gives:
  l: {type: list, title: x}
*/
SELECT id, '[1]' AS l FROM echo
END
cat >policies/rules/echo/all.lua <<'END'
return {
  title = "x", clause = "S1", subject = "echo",
  needs = { "i?", "m?", "n?", "d?", "t?", "b?", "l?" },
  gives = { i = "int?", m = "money?", n = "number?", d = "date?", t = "text?", b = "bool?", l = "list?" },
  decide = function(x) return { i = x.i, m = x.m, n = x.n, d = x.d, t = x.t, b = x.b, l = x.l } end,
}
END
try 'the policy of this group' 0 '"outcome":\{' 'echo "{}" | zhidu eval echo.all'

# lines STATUS, then NAME -> PATTERN -> LINE: between two good lines, as printf writes it.
lines() {
	while IFS= read -r line; do
		name=${line%%" -> "*}
		line=${line#*" -> "}
		# shellcheck disable=SC2059 # the line is the format
		{ echo '{"i":1}'; printf "${line#*" -> "}"; echo; echo '{"i":2}'; } >lines.jsonl
		try "$name" "$1" "${line%%" -> "*}" 'zhidu eval echo.all lines.jsonl' || continue
		[ "$(grep -ac '"outcome":{"i":[12]' "$answer")" -eq 2 ] || not_ok "$name: the lines around it are not decided"
		sed -n 2p "$answer" | grep -aq '^{' || not_ok "$name: no answer in its place"
	done
}

lines 3 <<'END'
no JSON -> "line":2,"message":"expected a value -> hello
half an object -> "line":2 -> {"i":1
half a text -> "line":2 -> {"t":"abc
half a number -> "line":2 -> {"i":1e}
a comma at the end -> "line":2 -> {"i":1,}
a comma too many -> "line":2 -> {"i":1,,"n":1}
single quotes -> "line":2 -> {'i':1}
a key without quotes -> "line":2 -> {i:1}
a comment -> "line":2 -> {"i":1} // one
two objects -> "line":2 -> {"i":1} {"i":1}
a closing brace too many -> "line":2 -> {"i":1}}
no object but a number -> "line":2 -> 5
no object but null -> "line":2 -> null
no object but a list -> "line":2 -> [{"i":1}]
no object but a text -> "line":2 -> "i"
NaN -> "line":2 -> {"n":NaN}
Infinity -> "line":2 -> {"n":-Infinity}
a number with a leading zero -> "line":2 -> {"i":01}
a number with a plus -> "line":2 -> {"i":+1}
a number in hexadecimal -> "line":2 -> {"i":0x10}
a number that begins with a point -> "line":2 -> {"n":.5}
a number beyond a double -> "line":2.*"n" -> {"n":1e999}
an int beyond 64 bits -> "line":2.*"i" -> {"i":9223372036854775808}
an int with a fraction -> "line":2.*"i" -> {"i":1.5}
money with three decimals -> "line":2.*"field":"m" -> {"m":1.005}
money beyond its range -> "line":2.*"field":"m" -> {"m":99999999999999999999.00}
money as a bool -> "line":2.*"field":"m" -> {"m":true}
a day that does not exist -> "line":2.*"field":"d" -> {"d":"2025-02-30"}
a date in another form -> "line":2.*"field":"d" -> {"d":"30.11.2025"}
a date as a number -> "line":2.*"field":"d" -> {"d":20251130}
a text for a bool -> "line":2.*"field":"b" -> {"b":"true"}
a number for a bool -> "line":2.*"field":"b" -> {"b":1}
an object for an int -> "line":2.*"field":"i" -> {"i":{"a":1}}
an object for a list -> "line":2.*"field":"l" -> {"l":{"a":1}}
a list in a list -> "line":2.*"field":"l" -> {"l":[[1]]}
a key twice -> "line":2.*twice -> {"i":1,"i":2}
a lone high surrogate -> "line":2 -> {"t":"\\ud800"}
a lone low surrogate -> "line":2 -> {"t":"\\udc00x"}
a surrogate with the wrong second -> "line":2 -> {"t":"\\ud800\\u0041"}
a wrong escape -> "line":2 -> {"t":"\\x41"}
half an escape -> "line":2 -> {"t":"\\u12"}
a NUL by escape -> "line":2 -> {"t":"a\\u0000b"}
a NUL -> "line":2 -> {"t":"a\000b"}
a control character -> "line":2 -> {"t":"a\001b"}
invalid UTF-8 -> "line":2 -> {"t":"\377\376"}
overlong UTF-8 -> "line":2 -> {"t":"\300\200"}
a surrogate in UTF-8 -> "line":2 -> {"t":"\355\240\200"}
half a character -> "line":2 -> {"t":"\344\270"}
UTF-16 -> "line":2 -> {\000"\000i\000"\000:\0001\000}\000
END

lines 0 <<'END'
a carriage return -> "i":3 -> {"i":3}\r
blanks all around -> "i":3 -> \t { "i" : 3 } \t
money with a zero too many -> "m":1.50 -> {"m":1.500}
a pair of surrogates -> "t":".* -> {"t":"\\ud83d\\ude00"}
an int written as a float -> "i":3 -> {"i":3.0}
END

repeat() { head -c "$1" /dev/zero | tr '\0' "$2"; }

lines 3 <<END
ten thousand lists, open -> "line":2 -> $(repeat 10000 '[')
ten thousand objects -> "line":2 -> {"i":$(for i in 1 2 3 4 5 6 7 8 9 10; do printf '{"a":'; done)$(repeat 10000 '[')
a number of a hundred thousand digits -> "line":2 -> {"i":$(repeat 100000 9)}
money of a hundred thousand digits -> "line":2 -> {"m":0.$(repeat 100000 9)}
END

try 'no input' 0 '' ': | zhidu eval echo.all'
try 'empty lines only' 0 '' 'printf "\n\r\n \n" | zhidu eval echo.all'
try 'no line break at the end' 0 '"i":1' 'printf "{\"i\":1}" | zhidu eval echo.all'
try 'a mark of bytes' 0 '"i":1' 'printf "\357\273\277{\"i\":1}\n" | zhidu eval echo.all'
try 'a line of 100 MB' 3 'longer than 16 MiB' \
	'{ echo "{\"i\":1}"; head -c 100000000 /dev/zero | tr "\0" x; echo; echo "{\"i\":2}"; } | zhidu eval echo.all'
grep -q '"i":2' "$answer" || not_ok 'the line behind the one of 100 MB is not decided'
try 'a text of 10 MB' 4 'more than (65536 bytes|its limit of memory)' \
	'{ printf "{\"t\":\""; head -c 10000000 /dev/zero | tr "\0" x; echo "\"}"; } | zhidu eval echo.all'
try 'a list of a million' 4 'too long to keep' \
	'{ printf "{\"l\":[1"; yes ,1 | head -n 1000000 | tr -d "\n"; echo "]}"; } | zhidu eval echo.all'
try 'two hundred thousand keys that nobody needs' 0 'i":1' \
	'awk "BEGIN { printf \"{\"; for (i = 0; i < 200000; i++) printf \"\\\"k%d\\\":1,\", i; print \"\\\"i\\\":1}\" }" | zhidu eval echo.all'
try 'a hundred thousand bad lines' 3 '"line":100000,' 'yes x | head -n 100000 | zhidu eval echo.all'

# A set: the array is one decision.
try 'a set that is an object' 3 'line":1' 'echo "{\"id\":\"M1\",\"spent_12m\":1}" | zhidu eval member.ranking'
try 'a set with a member that is none' 3 'line":1' 'echo "[{\"id\":\"M1\",\"spent_12m\":1},5]" | zhidu eval member.ranking'
try 'a set without a need' 3 'spent_12m is missing' 'echo "[{\"id\":\"M1\"}]" | zhidu eval member.ranking'
try 'an empty set' 0 '^\[\]$' 'echo "[]" | zhidu eval member.ranking'
try 'a bad set beside a good one' 3 '"rank":1' 'printf "[5]\n[{\"id\":\"M1\",\"spent_12m\":1}]\n" | zhidu eval member.ranking'

# Options.
one='echo "{\"spent_12m\":1}" | zhidu eval member.tier'
try 'an unknown parameter' 2 "no parameter 'member.teir'" "$one --param member.teir=1"
try 'a parameter without value' 2 'NAME=VALUE' "$one --param member.tier.from.gold"
try 'a parameter of the wrong type' 3 'member.tier.from' "$one --param member.tier.from.gold=much"
try 'a parameter beyond a rule' 3 'must be descending' "$one --param member.tier.from.gold=1"
try 'a parameter with three decimals' 3 'member.tier.from' "$one --param member.tier.from.gold=1000.005"
try 'a map with a wrong key' 3 'member.tier.from' "$one --param 'member.tier.from={gold: 1000, silver: 1, lead: 0}'"
try 'a parameter beyond a guardrail' 5 'member.voucher.least' \
	'echo "{\"spent_12m\":1,\"tier\":\"gold\"}" | zhidu eval member.voucher --branch north --param member.voucher.least=20'
try 'a day that does not exist' 2 'no date' "$one --as-of 2025-02-30"
try 'a day before all values' 3 'no value in force on 2020-01-01' \
	'echo "{\"spent_12m\":1,\"tier\":\"gold\"}" | zhidu eval member.voucher --as-of 2020-01-01'
