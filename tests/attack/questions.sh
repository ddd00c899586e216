# What-ifs' small languages with numbers at their edges and words that are none, and saved answers that somebody made up.

book
cp zhidu.db good.db

# asked lines STATUS -> PATTERN -> WORDS of whatif
asked() {
	while IFS= read -r line; do
		status=${line%%" -> "*}
		line=${line#*" -> "}
		try "${line#*" -> "}" "$status" "${line%%" -> "*}" "zhidu whatif ${line#*" -> "} --as-of 2025-06-30"
	done
}
asked <<'END'
2 -> NAME=FROM:TO:STEP -> --sweep ''
2 -> NAME=FROM:TO:STEP -> --sweep =1:2:3
2 -> NAME=FROM:TO:STEP -> --sweep member.voucher.least=
2 -> no parameter -> --sweep nosuch=1:2:1
2 -> --sweep -> --sweep member.voucher.least=::
2 -> FROM:TO:STEP|wants -> --sweep member.voucher.least=1:2
2 -> FROM:TO:STEP|wants -> --sweep member.voucher.least=1:2:3:4
2 -> step of nothing -> --sweep member.voucher.least=1:2:0
2 -> leads away -> --sweep member.voucher.least=1:2:-1
2 -> too many points -> --sweep member.voucher.least=0:50:0.01
2 -> . -> --sweep member.voucher.least=-92233720368547758.08:92233720368547758.07:0.01
2 -> . -> --sweep member.voucher.least=0:99999999999999999999:1
2 -> wants -> --sweep member.voucher.least=nan:inf:1
2 -> wants -> --sweep member.voucher.least=1e308:1e309:1
[23] -> wants -> --sweep member.voucher.least=0x10:0x20:1
2 -> . -> --sweep member.voucher.rate.gold=1e-300:1e308:1e-308
2 -> . -> --sweep member.voucher.rate.gold=0.0000000000001:0.0000000000002:0.0000000000001
2 -> wants -> --sweep member.voucher.rate.gold=%:%%:1%
2 -> empty value -> --sweep member.voucher.least=1,,2
2 -> too many points -> --sweep member.voucher.least=$(seq -s, 500)
2 -> too large|too many -> --sweep member.voucher.least=1:30:1 --sweep member.tier.from.gold=301:400:1
2 -> given twice -> --sweep member.voucher.least=1,2 --sweep member.voucher.least=3,4
2 -> at most two -> --sweep member.voucher.least=1,2 --sweep member.tier.from.gold=3,4 --sweep member.tier.from.silver=5,6
[35] -> maximum -> --sweep member.voucher.least=50,51
2 -> . -> --sweep member.voucher.least@nosuch=1,2
2 -> . -> --sweep member.voucher.least@=1,2
2 -> did you mean|no .* -> --sweep member.tier.from.golb=1,2
2 -> . -> --sweep member.tier.from=1:2:1
2 -> . -> --sweep member.tier.from.gold.more=1:2:1
2 -> no measure -> --measure ''  --set member.voucher.least=6
2 -> no measure -> --measure 'sum' --set member.voucher.least=6
2 -> no measure -> --measure 'sum(' --set member.voucher.least=6
2 -> . -> --measure 'sum()' --set member.voucher.least=6
2 -> no measure -> --measure 'smu(voucher)' --set member.voucher.least=6
2 -> did you mean|no outcome -> --measure 'sum(vouchr)' --set member.voucher.least=6
2 -> number -> --measure 'sum(tier)' --set member.voucher.least=6
2 -> . -> --measure 'count(tier=)' --set member.voucher.least=6
2 -> . -> --measure 'count(tier=platinum)' --set member.voucher.least=6
2 -> . -> --measure 'count(tier=gold=gold)' --set member.voucher.least=6
2 -> . -> --measure 'sum((voucher))' --set member.voucher.least=6
2 -> . -> --measure 'sum(..)' --set member.voucher.least=6
2 -> . -> --measure 'sum(member.nosuch.voucher)' --set member.voucher.least=6
2 -> . -> --measure "$(head -c 100000 /dev/zero | tr '\0' '(')" --set member.voucher.least=6
2 -> . -> --measure "sum($(printf '\377\376'))" --set member.voucher.least=6
2 -> . -> --measure "sum($(printf '\342\200\256'))" --set member.voucher.least=6
2 -> . -> --seek 'sum(voucher)' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=' --vary member.voucher.least=0:10
2 -> . -> --seek '=5' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=nan' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=1e999' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=99999999999999999999' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)!=5' --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=5'
2 -> . -> --vary member.voucher.least=0:10
2 -> . -> --seek 'sum(voucher)=5' --vary member.voucher.least=10:0
2 -> . -> --seek 'sum(voucher)=5' --vary member.voucher.least=0:10:0
2 -> . -> --seek 'sum(voucher)=5' --vary nosuch=0:10
2 -> . -> --seek 'sum(voucher)=5' --vary member.tier.from=0:10
[235] -> . -> --seek 'sum(voucher)=5' --vary member.voucher.least=0:92233720368547758.07
[0235] -> . -> --seek 'sum(voucher)=92233720368547758.07' --vary member.voucher.least=0:10
[0235] -> . -> --seek 'sum(voucher)=-92233720368547758.07' --vary member.voucher.least=0:10
[0235] -> . -> --seek 'mean(voucher)=0.005' --vary member.voucher.least=0:10
2 -> . -> --sensitivity 'sum(nosuch)'
2 -> . -> --from 2025-13 --to 2025-06 --set member.voucher.least=6
2 -> . -> --from 0000-01 --to 9999-12 --set member.voucher.least=6
2 -> . -> --from 2025-06 --to 2025-01 --set member.voucher.least=6
2 -> . -> --from 2025 --to 2025Q1 --set member.voucher.least=6
3 -> column [0-9]+: -> --set member.voucher.least=6 --where "$(head -c 50000 /dev/zero | tr '\0' '(')"
3 -> column [0-9]+: -> --set member.voucher.least=6 --where "spent_12m > 1e400"
3 -> column [0-9]+: -> --set member.voucher.least=6 --where "spent_12m = nan"
3 -> column [0-9]+: -> --set member.voucher.least=6 --where "$(printf 'name = \377')"
END

# explanations
explained() {
	while IFS= read -r line; do
		status=${line%%" -> "*}
		line=${line#*" -> "}
		try "explain ${line#*" -> "}" "$status" "${line%%" -> "*}" "zhidu explain ${line#*" -> "} --as-of 2025-06-30"
	done
}
explained <<'END'
[23] -> . -> member.tier M4 --reach ''
[23] -> . -> member.tier M4 --reach 'tier'
[23] -> . -> member.tier M4 --reach 'tier = platinum'
[23] -> . -> member.tier M4 --reach 'teir = gold'
[23] -> . -> member.tier M4 --reach 'tier = gold' --change nosuch
[23] -> . -> member.voucher M1 --reach 'voucher = 1e999'
[23] -> . -> member.voucher M1 --reach 'voucher = nan'
2 -> wants money -> member.voucher M1 --reach 'voucher = 92233720368547758.07'
0 -> 达不到|怎样达到 -> member.voucher M1 --reach 'voucher = 90071992547409.91'
2 -> wants money -> member.voucher M1 --reach 'voucher < -92233720368547758.07'
0 -> 达不到|怎样达到 -> member.voucher M1 --reach 'voucher < -90071992547409.91'
0 -> 达不到|怎样达到 -> member.voucher M1 --reach 'voucher > 1 and voucher < 1'
[023] -> . -> member.voucher M1 --reach "$(yes 'voucher = 1 or' | head -n 3000 | tr '\n' ' ') voucher = 2"
2 -> column 65.*deeper than 64 -> member.voucher M1 --reach "$(head -c 50000 /dev/zero | tr '\0' '(')"
[023] -> . -> member.voucher M1 --reach "$(yes 'not' | head -n 20000 | tr '\n' ' ') voucher = 2"
END

# ---- scenarios ----

# scenario NAME STATUS PATTERN: the file is what comes in
scenario() {
	cat >s.yaml
	try "scenario: $1" "$2" "$3" 'zhidu whatif --scenario s.yaml --as-of 2025-06-30'
}
printf 'title: x\nchanges:\n' | scenario 'changes of nothing' '[0-3]' '.'
printf 'title: x\nchanges: 5\n' | scenario 'changes that are a number' 3 's.yaml:2:'
printf 'title: x\nchanges: [5]\n' | scenario 'a change that is a number' 3 's.yaml:2:'
printf 'title: x\nchanges: [{set: {member.voucher.least: 6}}]\n' | scenario 'a change without a day' 3 's.yaml:2:.*from'
printf 'title: x\nchanges: [{from: 2025-02-30, set: {member.voucher.least: 6}}]\n' | scenario 'a change on no day' 3 's.yaml:2:'
printf 'title: x\nchanges: [{from: 0000-00-00, set: {member.voucher.least: 6}}]\n' | scenario 'a change on day nought' 3 's.yaml:2:'
printf 'title: x\nchanges: [{from: 2025-01-01, sett: {member.voucher.least: 6}}]\n' | scenario 'a misspelt change' 3 's.yaml:2:.*set'
printf 'title: x\nchanges: [{from: 2025-01-01, set: {member.voucher.leest: 6}}]\n' | scenario 'a change of no parameter' '[23]' 'member.voucher.least'
printf 'title: x\nchanges: [{from: 2025-01-01, set: {member.voucher.least: 51}}]\n' | scenario 'a change beyond the bounds' '[35]' 'maximum'
printf 'title: x\nchanges: [{from: 2025-01-01, rules: {member.tier: ../../../../../../etc/passwd}}]\n' | scenario 'a rule from elsewhere' '[34]' 'passwd|cannot be decided'
printf 'title: x\nchanges: [{from: 2025-01-01, changes: []}]\n' | scenario 'changes within changes' 3 's.yaml:2:'
{ printf 'title: x\nchanges:\n'; yes '  - {from: 2025-01-01, set: {member.voucher.least: 6}}' | head -n 20000; } | scenario 'twenty thousand changes' 3 's.yaml:3:.*at most 100'
{ printf 'title: x\nchanges:\n'; yes '  - {from: 2025-01-01, set: {member.voucher.least: 6}}' | head -n 100; } | scenario 'a hundred changes' 0 '.'
printf 'title: x\nwith: {"*.spent_12m": 92233720368547758.07}\n' | scenario 'all the money there is, for everybody' '[034]' '.'
printf 'title: x\nwith: {"*.spent_12m": 1e308}\n' | scenario 'money in exponents' 3 '.'
head -c 100000 /dev/zero | tr '\0' '[' | scenario 'deep' 3 's.yaml:1:'
printf '\377\376' | scenario 'half a word' 3 's.yaml'

# ---- saved answers ----

zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --save one.json >out 2>&1 || not_ok 'the answer was not saved'
# made NAME STATUS PATTERN: the file is what comes in
made() {
	cat >made.json
	try "saved: $1" "$2" "$3" 'zhidu whatif compare made.json one.json'
	try "saved, turned: $1" "$2" "$3" 'zhidu whatif compare one.json made.json'
}
: | made 'nothing' 3 'made.json.*no saved what-if'
echo hello | made 'a word' 3 'made.json.*no saved what-if'
echo '{}' | made 'an empty one' 3 'made.json.*no saved what-if'
echo '[]' | made 'a list' 3 'made.json.*no saved what-if'
head -c 200000 one.json | head -c 700 | made 'half of one' 3 'made.json.*no saved what-if'
{ cat one.json; echo x; } | made 'more behind it' 3 'made.json.*no saved what-if'
sed 's/"version":1/"version":2/' one.json | made 'of a later version' 3 'made.json.*another version'
sed 's/"version":1/"version":"1"/' one.json | made 'of a version in words' 3 'made.json.*another version'
sed 's/"kind":"comparison"/"kind":"span"/' one.json | made 'of another kind' 3 'made.json.*damaged'
sed 's/"answer":{/"answer":{},"other":{/' one.json | made 'without an answer' 3 'made.json.*damaged'
sed 's/"titles":{/"titles":[],"other":{/' one.json | made 'with titles that are a list' 3 'made.json.*damaged'
sed 's/"sum":[0-9.]*/"sum":"much"/g' one.json | made 'a sum in words' 3 'made.json.*damaged'
sed 's/"sum":[0-9.]*/"sum":1e999/g' one.json | made 'a sum beyond all' '3' 'made.json.*damaged'
sed 's/"sum":[0-9.]*/"sum":99999999999999999999999/g' one.json | made 'a sum beyond money' '3' 'made.json.*damaged'
sed 's/"sum":[0-9.]*/"sum":-92233720368547758.08/g' one.json | made 'a sum at the edge' '[03]' '.'
sed 's/"sum":[0-9.]*/"sum":{"sum":{}}/g' one.json | made 'a sum that is a map' 3 'made.json.*damaged'
sed 's/"policies":{/"policies":{"a":5,"b":[],"c":{"outcomes":7},/' one.json | made 'policies that are none' '[03]' '.'
sed 's/"changes":\[/"changes":[5,[],{"name":7},/' one.json | made 'changes that are none' '[03]' '.'
awk 'BEGIN { printf "{\"zhidu\":\"whatif\",\"version\":1,\"kind\":\"comparison\",\"question\":{},\"titles\":{},\"answer\":{\"baseline\":{},\"changes\":[],\"policies\":{"
	for (i = 0; i < 200000; i++) printf "%s\"p%d\":{}", i ? "," : "", i; print "}}}" }' | made 'two hundred thousand policies' 3 'made.json.*(damaged|too many)'
head -c 5000000 /dev/zero | tr '\0' '[' | made 'five million brackets' 3 'made.json'
{ printf '{"zhidu":"whatif","version":1,"title":"'; head -c 30000000 /dev/zero | tr '\0' x; printf '"}'; } | made 'thirty megabytes' 3 'made.json'
truncate -s 100M made.json
try 'saved: a hundred megabytes' 3 'made.json.*more than' 'zhidu whatif compare made.json one.json'
try 'saved: a device' 3 'not a regular file' 'zhidu whatif compare /dev/zero one.json'
try 'saved: a folder' 3 'not a regular file' 'zhidu whatif compare policies one.json'

# Files that are written: a link is followed only to write over what --force may, nothing is half there.
echo precious >target
ln -sf target link
try 'a page onto a link' 2 'there already' 'zhidu whatif compare one.json one.json --html link'
try 'an answer onto a link' 2 'there already' 'zhidu whatif --set member.voucher.least=6 --as-of 2025-06-30 --save link'
[ "$(cat target)" = precious ] || not_ok 'a file was written over'
mkdir -p locked
try 'a page into a folder that is not there' 3 'cannot be' 'zhidu whatif compare one.json one.json --html nowhere/page.html'
try 'a page that is a folder' '[23]' '.' 'zhidu whatif compare one.json one.json --html locked'
try 'an answer that finds no room' 3 'cannot be written|No space' 'zhidu whatif --set member.voucher.least=6 --as-of 2025-06-30 --save /dev/full'
try 'a page that finds no room' 3 'cannot be written|large|No space' 'trap "" XFSZ; ulimit -f 1; zhidu whatif compare one.json one.json --html small.html'
[ ! -e small.html ] || not_ok 'half a page is left'
[ -z "$(find . -name '*.tmp')" ] || not_ok 'a draft is left'
same 'nothing of all this wrote to the book' good.db zhidu.db
