# The command line: weird words, attempts to slip SQL in, numbers that are none, and output that finds no room.

book
cp -r policies good
zhidu run --as-of 2025-06-30 >/dev/null 2>&1
zhidu run --as-of 2025-06-29 >/dev/null 2>&1
cp zhidu.db good.db
dump before

# wrong lines STATUS -> PATTERN -> COMMAND
wrong() {
	while IFS= read -r line; do
		status=${line%%" -> "*}
		line=${line#*" -> "}
		try "${line#*" -> "}" "$status" "${line%%" -> "*}" "zhidu ${line#*" -> "}"
	done
}

wrong <<'END'
2 -> unknown command -> "$(printf '\033[2J')"
2 -> unknown command -> ''
2 -> unknown option -> list member --nosuch
2 -> unknown option -> --nosuch
2 -> needs ENTITY -> list
2 -> needs a value -> --book
2 -> did you mean 'member' -> list membre
2 -> no entity -> list 'member; DROP TABLE member'
2 -> no entity -> list sqlite_master
2 -> no entity -> list zd_run
2 -> no entity -> export ../member
2 -> whole number -> list member --limit 99999999999999999999
2 -> whole number -> list member --limit -1
2 -> whole number -> list member --limit 1.5
2 -> no field nosuch -> list member --where 'nosuch = 1'
3 -> column [0-9]+: -> list member --where "id = 'M1'; DROP TABLE member"
3 -> column [0-9]+: -> list member --where "id = 'M1' --"
3 -> column [0-9]+: -> list member --where "id = 'M1' OR 1=1 UNION SELECT * FROM zd_run"
3 -> column [0-9]+: -> list member --where "id = (SELECT id FROM sale)"
3 -> column [0-9]+: -> list member --where "load_extension('x') = 1"
3 -> column [0-9]+: -> list member --where "id = 'open"
3 -> column [0-9]+: -> list member --where 'id ='
3 -> column [0-9]+: -> list member --where 'id in ()'
3 -> column [0-9]+: -> list member --where 'id in (M1'
3 -> column [0-9]+: -> list member --where 'joined_on > 2025-02-30'
3 -> column [0-9]+: -> list sale --where 'amount > much'
3 -> column [0-9]+: -> list sale --where 'amount = 1.005'
3 -> column [0-9]+: -> list sale --where 'id > 99999999999999999999'
3 -> column [0-9]+: -> list member --where ''
3 -> column [0-9]+: -> list member --where 'and'
2 -> no field nmae; did you mean '?name -> list member --columns id,nmae
2 -> no field -> list member --columns 'id,(SELECT 1)'
2 -> no field -> list member --order 'id; DROP TABLE member'
3 -> no .*M99 -> show member M99
3 -> no .*M1' -> show member "M1' OR '1'='1"
3 -> exists already -> add member id=M1 name=x branch=north
3 -> name .*: is required -> add member id=M9 branch=north
3 -> branch: .*west -> add member id=M9 name=x branch=west
3 -> joined_on.*2025-13-01 -> set member M1 joined_on=2025-13-01
3 -> amount.*1.005 -> set sale 1 amount=1.005
3 -> no .*M99 -> set member M99 name=x
[23] -> nmae -> set member M1 nmae=x
[23] -> name -> set member M1 name
2 -> the key of member -> set member M1 id=M2
2 -> no policy 'member.teir'; did you mean -> run member.teir
2 -> no date -> run --as-of today
2 -> no date -> run --as-of 2025-1-1
2 -> no date -> run --as-of 99999-01-01
2 -> no period -> run --period 2025Q5
3 -> there is no run 99 -> replay 99
2 -> a run is a number -> replay -1
2 -> a run is a number -> replay 99999999999999999999
3 -> there is no run 99 -> decisions member.tier --run 99
2 -> run.*99999999999999999999 -> decisions member.tier --run 99999999999999999999
3 -> there is no run 99 -> explain member.tier M1 --run 99
3 -> M99 -> explain member.tier M99 --as-of 2025-06-30
2 -> no policy -> explain member.nosuch M1
3 -> there is no run 99 -> failures --run 99
2 -> no parameter 'member.teir' -> whatif --set member.teir=1 --as-of 2025-06-30
2 -> NAME=VALUE -> whatif --set member.voucher.least --as-of 2025-06-30
3 -> member.voucher.least -> whatif --set member.voucher.least=much --as-of 2025-06-30
3 -> maximum -> whatif --set member.voucher.least=51 --as-of 2025-06-30
5 -> guardrail -> whatif --set member.voucher.least@north=11 --as-of 2025-06-30
3 -> member.tier.from -> whatif --set 'member.tier.from={gold: 1' --as-of 2025-06-30
3 -> member.tier.from -> whatif --set 'member.tier.from=&a [*a]' --as-of 2025-06-30
[23] -> M99 -> whatif --with M99.spent_12m=1 --as-of 2025-06-30
[23] -> spent_12 -> whatif --with M1.spent_12=1 --as-of 2025-06-30
[23] -> spent_12m -> whatif --with M1.spent_12m=much --as-of 2025-06-30
2 -> NAME=VALUE -> whatif --with nonsense --as-of 2025-06-30
3 -> nowhere.lua -> whatif --rule member.tier=nowhere.lua --as-of 2025-06-30
4 -> member.tier -> whatif --rule member.tier=good.db --as-of 2025-06-30
3 -> column [0-9]+: -> whatif --set member.voucher.least=6 --where 'spent_12m >' --as-of 2025-06-30
[23] -> nosuch -> whatif --set member.voucher.least=6 --by nosuch --as-of 2025-06-30
2 -> no scenario -> whatif --scenario nosuch --as-of 2025-06-30
3 -> good.db -> whatif --scenario good.db --as-of 2025-06-30
2 -> no parameter -> param get member.teir
2 -> no parameter -> param origin member.teir
2 -> no parameter -> param set member.teir 1
3 -> member.voucher.least -> param set member.voucher.least much
3 -> maximum -> param set member.voucher.least 51
5 -> guardrail -> param set member.voucher.least 11 --branch north
2 -> first day in force -> publish --effective soon -m x
2 -> [Mm]essage|-m -> publish --effective 2025-01-01
2 -> zhidu.db exists -> restore nowhere.db
3 -> nowhere.db -> restore nowhere.db --force
2 -> exists already -> backup good.db
2 -> no entity|unknown|too many -> import a b c
2 -> no policy -> test nowhere
2 -> .* -> help nosuch
END

# Deep conditions.
many() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
many 30000 '(' >deep
try 'thirty thousand brackets' 3 'column [0-9]+:' 'zhidu list member --where "$(cat deep)"'
many 20000 'not ' >deep
try 'twenty thousand nots' 3 'column [0-9]+:' 'zhidu list member --where "$(cat deep) id = M1"'
many 5000 'id = M1 or ' >deep
try 'five thousand ors' '[03]' '.' 'zhidu list member --where "$(cat deep) id = M1"'
many 100000 x >deep
try 'a name of a hundred thousand letters' 2 'no entity' 'zhidu list "$(cat deep)"'
try 'a book of a hundred thousand letters' 3 '.' 'zhidu --book "$(cat deep)" list member'

rm -rf policies
cp -r good policies
dump after
same 'after all these the book is as before' before after
diff -r good policies >/dev/null || not_ok 'the pack has changed'

# ---- output that finds no room ----

echo '{"spent_12m":1}' >one.jsonl
for command in 'list member' 'list member --format json' 'show member M1' 'export sale' 'export sale --format jsonl' \
	'check --format json' 'test' 'eval member.tier one.jsonl' 'run --as-of 2025-06-30' 'runs' 'runs --format json' 'replay 1' \
	'decisions member.tier' 'decisions member.tier --format jsonl' 'failures' 'explain member.tier M1 --as-of 2025-06-30' \
	'explain member.tier M1 --as-of 2025-06-30 --format json' 'whatif --set member.voucher.least=6 --as-of 2025-06-30' \
	'whatif --set member.voucher.least=6 --as-of 2025-06-30 --format json' 'param list' 'param get member.voucher.least' \
	'param origin member.voucher.least' 'releases' 'policies' 'entities' 'facts' 'branches' 'doctor' 'help' 'help run' \
	'completion bash' '--version'; do
	try "$command >/dev/full" 3 'output.*No space left' "zhidu $command >/dev/full"
done
try 'output closed' 3 'output.*cannot be written' 'zhidu list member >&-'
printf 'id,name,branch\nM8,x,west\n' >file
try 'rejects that find no room' 3 'rejected rows could not be written' 'zhidu import member file --skip-bad --rejects /dev/full'
try 'nobody reads the output' 0 '^id' 'zhidu export sale | head -n 1'
