# The pack's sections about access, publishing, closing, archives, forms and signatures, broken: each is a finding with its place.

# changed lines PACK -> NAME -> PATTERN -> FILE -> SED: `check` finds it in FILE, which SED has changed
changed() {
	while IFS= read -r line; do
		pack=${line%%" -> "*}
		line=${line#*" -> "}
		name=${line%%" -> "*}
		line=${line#*" -> "}
		pattern=${line%%" -> "*}
		line=${line#*" -> "}
		file=${line%%" -> "*}
		rm -rf policies
		cp -r "$DATA/$pack" policies
		sed -i "${line#*" -> "}" "policies/$file"
		! cmp -s "$DATA/$pack/$file" "policies/$file" || not_ok "$name: nothing was changed"
		try "$name" 1 "$file(:[0-9]+:[0-9]+)?: error: .*$pattern" 'zhidu check'
	done
}
changed <<'END'
shop-people -> access of no entity -> nobody -> pack.yaml -> s/person: clerk/person: nobody/
shop-people -> access that is a list -> access -> pack.yaml -> s/^access:$/access: [1]\nx:/
shop-people -> a login that is no field ->  -> pack.yaml -> s/login: login/login: logn/
shop-people -> a login that is not unique ->  -> pack.yaml -> s/login: login/login: name/
shop-people -> roles of no fact ->  -> pack.yaml -> s/roles: keys/roles: kees/
shop-people -> rights of no policy ->  -> pack.yaml -> s/right.scope/right.skope/
shop-people -> a misspelt key of access -> person -> pack.yaml -> s/person:/persn:/
shop-sign -> a signature of no outcome ->  -> rules/grant/size.lua -> s/by        = "signer"/by = "singer"/
shop-sign -> a signature by number ->  -> rules/grant/size.lua -> s/by        = "signer"/by = 5/
shop-sign -> a signature that is a text ->  -> rules/grant/size.lua -> s/sign    = {/sign = "x", note = {/
shop-sign -> an applicant who is nobody ->  -> rules/grant/size.lua -> s/"asked_by"/"asked_bye"/
shop-sign -> a condition that is none ->  -> rules/grant/size.lua -> s/"status = open"/"status ="/
shop-sign -> a condition that is deep ->  -> rules/grant/size.lua -> s/"status = open"/"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((status = open"/
shop-sign -> nobody who is not there ->  -> rules/grant/size.lua -> s/"none", "self"/"none", "sefl"/
shop-sign -> what is signed is nothing ->  -> rules/grant/size.lua -> s/on        = { "amount", "reason" }/on = { "amuont" }/
shop-sign -> approval sets no field ->  -> rules/grant/size.lua -> s/granted = "amount"/grantd = "amount"/
shop-sign -> approval sets the key ->  -> rules/grant/size.lua -> s/granted = "amount"/id = "amount"/
shop-sign -> approval sets what is signed ->  -> rules/grant/size.lua -> s/granted = "amount"/amount = "amount"/
works -> a close of no policy ->  -> closes.yaml -> s/work.wage/work.wages/
works -> a close of no report ->  -> closes.yaml -> s/\[wages, pieces\]/[wags]/
works -> a close that looks back for ever ->  -> closes.yaml -> s/look_back: 2/look_back: 99999999999999999999/
works -> a close that looks ahead ->  -> closes.yaml -> s/look_back: 2/look_back: -1/
works -> a close of a week -> week -> closes.yaml -> s/^quarter:/week:/
works -> a field kept of nobody ->  -> closes.yaml -> s/worker: \[team\]/workr: [team]/
works -> a field kept that is none ->  -> closes.yaml -> s/worker: \[team\]/worker: [taem]/
works -> a close that is a number ->  -> closes.yaml -> s/^keep:/year: 5\nkeep:/
shop -> a form of no kind -> layout -> reports/ledger.sql -> s/^clause: S1 4/layout: cube/
shop -> an area of nothing -> area -> reports/ledger.sql -> s/^clause: S1 4/area: [x]/
END
# Sections added to the shop's pack.
added() {
	pack
	printf "$3" >>"policies/$2"
	try "$1" 1 "$2:[0-9]+:[0-9]+: error: " 'zhidu check'
}
added 'publish of nobody' pack.yaml 'publish: {changed: 5%%}\n'
added 'more than all' pack.yaml 'publish: {approver: x, changed: 500%%}\n'
added 'less than nothing' pack.yaml 'publish: {approver: x, money: -1}\n'
added 'money in exponents' pack.yaml 'publish: {approver: x, money: 1e308}\n'
added 'a share that is none' pack.yaml 'publish: {approver: x, changed: .nan}\n'
added 'limits of no policy' pack.yaml 'publish: {approver: x, policies: {no.such: {changed: 5%%}}}\n'
added 'publish that is a list' pack.yaml 'publish: [5]\n'
added 'publish twice' pack.yaml 'publish: {approver: x}\npublish: {approver: y}\n'
added 'an archive of nothing' model/shop.yaml '  more:\n    title: x\n    archive: [{entity: nowhere}]\n    fields: {id: {type: text, title: x}}\n'
added 'an archive through nothing' model/shop.yaml '  more:\n    title: x\n    archive: [{entity: sale, through: nothing}]\n    fields: {id: {type: text, title: x}}\n'
added 'columns that are none' model/shop.yaml '  more:\n    title: x\n    columns: [id, nothing]\n    fields: {id: {type: text, title: x}}\n'
added 'columns that are a map' model/shop.yaml '  more:\n    title: x\n    columns: {id: id}\n    fields: {id: {type: text, title: x}}\n'
added 'a sensitive key' model/shop.yaml '  more:\n    title: x\n    fields: {id: {type: text, title: x, sensitive: true}}\n'
