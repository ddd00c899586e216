# Hostile names in records, in reasons and in saved answers: control sequences reach no terminal, markup no page, formulas
# no workbook. CSV and JSON are for programs: they have every value as it is.

book
esc=$(printf '\033]0;owned\007\033[2Jx')
rlo=$(printf '\342\200\256evil')
markup='<script>alert(1)</script>"'"'"'><svg onload=alert(2)>&lt;'
formula='=cmd|'"'"'/c calc'"'"'!A1'
zhidu set branch north "name=$esc"
zhidu add branch id="$esc" name="$markup" || not_ok 'a hostile key'
zhidu set member M1 "name=$esc"
zhidu set member M2 "name=$markup"
zhidu set member M3 "name=$formula"
zhidu set member M4 "name=$rlo"
zhidu add member id="$esc" name="$esc" branch="$esc" kind=private
zhidu add member id="$markup" name="$markup" branch=north kind=private
zhidu add member id="$formula" name="$formula" branch=north kind=private
zhidu add sale id=77 member="$esc" sold_on=2025-05-05 amount=4000
zhidu run --as-of 2025-06-30 >out 2>&1
zhidu whatif --set member.tier.from.gold=380 --set "member.voucher.least@$esc=1" --as-of 2025-06-30 --save one.json >out 2>&1 ||
	zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --save one.json >out 2>&1
sed 's/"title":"会员等级"/"title":"\\u001b[2J<b>"/; s/"pack":"release 1"/"pack":"\\u001b[2J"/; s/"name":"/"name":"\\u001b[2J/; s/"gold":"/"gold":"\\u001b[3J/; s/"gold":\([0-9]\)/"\\u001b[2J":\1/g' one.json >two.json
grep -q 'u001b' two.json || not_ok 'the saved answer was not bent'

# shown NAME COMMAND: nothing for people has a control character.
shown() {
	try "$1" '[0-6]' '.' "$2" || return
	# Its own colours go to terminals only, and this is none.
	if LC_ALL=C grep -aq "$(printf '[\001-\010\013\014\016-\037\177]')" "$answer"; then
		not_ok "$1: a control character came through"
		LC_ALL=C grep -a "$(printf '[\001-\010\013\014\016-\037\177]')" "$answer" | head -n 3 | cat -v
	fi
}
shown 'list' 'zhidu list member'
shown 'list branch' 'zhidu list branch'
shown 'list with names' 'zhidu list member --names'
shown 'show' "zhidu show member '$esc'"
shown 'show one that refers' 'zhidu show branch north'
shown 'show record' "zhidu show member '$esc' --record"
shown 'show as json' "zhidu show member '$esc' --format json"
shown 'list as json' 'zhidu list member --format json'
shown 'explain' "zhidu explain member.tier '$esc' --as-of 2025-06-30"
shown 'explain a voucher' "zhidu explain member.voucher '$esc' --as-of 2025-06-30"
shown 'explain as json' "zhidu explain member.voucher '$esc' --as-of 2025-06-30 --format json"
shown 'explain a run' "zhidu explain member.voucher '$esc' --run 1"
shown 'reach' "zhidu explain member.tier '$esc' --as-of 2025-06-30 --reach 'tier = silver'"
shown 'decisions' 'zhidu decisions member.voucher'
shown 'report' 'zhidu report ledger --period 2025-05'
shown 'report as html' 'zhidu report ledger --period 2025-05 --format html'
shown 'report of decisions' 'zhidu report tiers --as-of 2025-06-30'
shown 'whatif' 'zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30'
shown 'whatif by branch' 'zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --by branch.name'
shown 'whatif by branch as json' 'zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --by branch.name --format json'
shown 'whatif where' "zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --where \"name != '$esc'\""
shown 'sweep by branch' 'zhidu whatif --sweep member.tier.from.gold=380,500 --as-of 2025-06-30 --by branch.name'
shown 'whatif with' "zhidu whatif --with '$esc.spent_12m=9' --as-of 2025-06-30"
shown 'publish' "sed -i 's/gold: 1000/gold: 900/' policies/params/member.yaml; zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '$esc' --dry-run"
shown 'publish with a hostile why' "zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '$esc'"
shown 'releases' 'zhidu releases'
shown 'what a release is' 'zhidu show release-2'
shown 'diff' 'zhidu diff 1 2'
shown 'compare saved' 'zhidu whatif compare one.json two.json'
shown 'compare saved, turned' 'zhidu whatif compare two.json one.json'
shown 'compare saved as json' 'zhidu whatif compare two.json one.json --format json'
shown 'a bad import' "printf 'id,name,branch\nM8,x,$esc-\n' | zhidu import member -"
shown 'a bad import of the key' "printf 'id,name,branch\n$esc,x,north\n' | zhidu import member -"
shown 'a bad column' "printf 'id,$esc,branch\nM7,x,north\n' | zhidu import member -"
shown 'an unknown word' "zhidu list '$esc'"
shown 'an unknown command' "zhidu '$esc'"
shown 'an unknown option' "zhidu list --'$esc'"
shown 'an unknown subject' "zhidu explain member.tier '${esc}9' --as-of 2025-06-30"
shown 'a file that is not there' "zhidu import member '$esc.csv'"
shown 'a case from a run' "zhidu test --from 1 '$esc' member.tier"
shown 'failures' 'zhidu failures'
shown 'pending' 'zhidu pending'
cp policies/cases/member/tier.yaml tier.yaml
printf '  - {name: "\\e[2J", given: {spent_12m: 1}, expect: {tier: gold}}\n' >>policies/cases/member/tier.yaml
shown 'a case of that name' 'zhidu test'
printf '  - {name: "\\e[2J", given: {"\\e[3J": 1}, expect: {tier: gold}}\n' >>policies/cases/member/tier.yaml
shown 'a need of that name' 'zhidu check'
cp tier.yaml policies/cases/member/tier.yaml
printf '"\\e[2J": {title: "\\e[2J", type: int, value: 1, clause: S1}\n' >policies/params/x.yaml
shown 'a parameter of that name' 'zhidu check'
printf 'x.y: {title: "\\e[2J", type: int, value: 1, clause: "\\e[3J", unit: "\\e[4J"}\n' >policies/params/x.yaml
shown 'a parameter of that title' 'zhidu param list'
shown 'its origin' 'zhidu param origin x.y'
shown 'its check' 'zhidu check'
rm policies/params/x.yaml

# Pages have no markup but their own.
clean_page() {
	if grep -aqE '<script>alert|<svg onload|onload=alert\(2\)>&' "$2"; then
		not_ok "$1: markup came through"
		grep -aoE '.{40}(<script>alert|<svg onload).{20}' "$2" | head -n 3
	else
		ok "$1"
	fi
}
zhidu report ledger --period 2025-05 --format html >page.html
clean_page 'a report as a page' page.html
zhidu show member "$markup" --format html >page.html 2>&1
clean_page 'an archive as a page' page.html
zhidu whatif --set member.tier.from.gold=380 --set member.voucher.rate.gold=10% --as-of 2025-06-30 --by name --html whatif.html >out 2>&1 || { not_ok 'a page by name'; cat out; }
clean_page 'a what-if as a page' whatif.html
zhidu whatif --sweep member.tier.from.gold=380,500 --as-of 2025-06-30 --by name --html sweep.html >out 2>&1 || { not_ok 'a page of a sweep'; cat out; }
clean_page 'a sweep as a page' sweep.html
sed 's|"title":"会员等级"|"title":"<script>alert(1)</script>"|; s|"pack":"release 1"|"pack":"<script>alert(1)</script>"|' one.json >three.json
zhidu whatif compare three.json one.json --html compared.html >out 2>&1 || { not_ok 'a page of two saved ones'; cat out; }
clean_page 'saved answers as a page' compared.html
if command -v xmllint >/dev/null; then
	for page in page.html whatif.html sweep.html compared.html; do
		xmllint --html --noout $page 2>&1 | grep -v 'Tag .* invalid' | grep -q 'error' && not_ok "$page is not well formed"
	done
fi

# A workbook has texts where names look like formulas; CSV has the value, so that it comes back as it was.
zhidu export member --format csv --reveal --purpose test >whole.csv
grep -qF "$formula" whole.csv || not_ok 'the export has another value'
zhidu import member whole.csv --update >out 2>&1 || not_ok 'the export does not come back'
zhidu export member --format csv --reveal --purpose test >again.csv
same 'an export comes back as it was' whole.csv again.csv
if command -v unzip >/dev/null; then
	zhidu set member M3 "name=$formula" && zhidu run --as-of 2025-06-30 >out 2>&1
	zhidu report tiers --as-of 2025-06-30 --format xlsx >book.xlsx
	unzip -p book.xlsx xl/worksheets/sheet1.xml >sheet.xml
	if grep '<f>' sheet.xml | grep -v '<f>SUM(' | grep -q '<f>[^S]'; then not_ok 'a name is a formula in the workbook'; else ok 'no name is a formula in the workbook'; fi
	unzip -p book.xlsx xl/sharedStrings.xml >strings.xml 2>/dev/null
	cat sheet.xml strings.xml | grep -qF 'cmd|' || not_ok 'the workbook lacks the name'
	unzip -tq book.xlsx >/dev/null || not_ok 'the workbook is broken'
	if command -v xmllint >/dev/null; then
		xmllint --noout sheet.xml strings.xml || not_ok 'the workbook is not well formed'
	fi
else
	skip 'names in a workbook' 'no unzip to look into it'
fi
try 'and the book is sound' 0 'ok' 'zhidu doctor'
