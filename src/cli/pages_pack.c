/*
 * Pages about findings in the YAML of a pack. Their examples are run by a test.
 */
#include "cli/pages.h"

const struct page pages_pack[] = {
	{
		.code = ZD_F_YAML_SYNTAX,
		.why = {"Nothing of the file is read. Often a bracket or a quote is not closed, or lines are indented "
			"by tabs.",
			"整个文件都没有读入。常见的是括号、引号没有配对，或用制表符缩进。"},
		.mend = {"Look at the place named and a little before it; an editor that colours YAML shows where it "
			 "breaks.",
			 "看所指之处和它前面一点；会给 YAML 上色的编辑器能看出断在哪里。"},
		.file = "params/example.yaml",
		.wrong = "example.limit: {title: 限额, type: money, value: 100\n",
		.right = "example.limit: {title: 限额, type: money, value: 100}\n",
	},
	{
		.code = ZD_F_YAML_LIMIT,
		.why = {"A file of a pack has at most 4 MiB, 32 levels and 200,000 nodes, and no anchors or aliases: "
			"what stands in it is what is read.",
			"规则包的文件至多 4 MiB、32 层、20 万个节点，不可用锚点和别名：写着什么就是什么。"},
		.mend = {"Write the value out, or divide the file.", "把值写出来，或把文件拆开。"},
		.file = "params/example.yaml",
		.wrong = "example.limit: &limit {title: 限额, type: money, value: 100}\n"
			 "example.other: *limit\n",
		.right = "example.limit: {title: 限额, type: money, value: 100}\n"
			 "example.other: {title: 限额, type: money, value: 100}\n",
	},
	{
		.code = ZD_F_UNKNOWN_KEY,
		.why = {"A key that zhidu would silently pass over could be a rule that is not kept; so none is passed "
			"over.",
			"不认识的键若悄悄略过，就可能是一条没有执行的规定，所以一个也不略过。"},
		.mend = {"Correct the spelling; what is only for readers goes into `note` or a comment.",
			 "改正拼写；只给人看的话写进 note 或注释。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  clawse: S1 9\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  clause: S1 9\n",
	},
	{
		.code = ZD_F_DUPLICATE,
		.why = {"Of two with the same name, readers and programs could each take another.",
			"同名的两处，人看的和程序用的可能不是同一处。"},
		.mend = {"Keep one of them.", "只留一处。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 200\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
	},
	{
		.code = ZD_F_MISSING_KEY,
		.why = {"Without it the rest has no meaning.", "缺了它，其余的就没有意义。"},
		.mend = {"Add the key.", "补上这个键。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  type: money\n"
			 "  value: 100\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
	},
	{
		.code = ZD_F_WRONG_TYPE,
		.why = {"The value cannot be read as what it is to be: a date, an amount of money, a number.",
			"值不能按规定的类型读出，例如日期、金额、数。"},
		.mend = {"Write it as the type wants, or correct the type.", "按类型的写法改，或改类型。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 一百元\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
	},
	{
		.code = ZD_F_BAD_NAME,
		.why = {"Names are small letters, digits and `_`, and begin with a letter; ids are names joined by "
			"dots. Some words are taken.",
			"名称由小写字母、数字和 _ 组成，以字母开头；编号由点号连接名称。有些词已被占用。"},
		.mend = {"Take another name; the title says it in full.", "换一个名称；完整的说法写在 title 里。"},
		.file = "params/example.yaml",
		.wrong = "example.Limit-1:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
	},
	{
		.code = ZD_F_OUT_OF_BOUNDS,
		.why = {"The value breaks a rule that stands beside it: min, max, one_of, each, sum or order.",
			"值违反了写在旁边的规则：min、max、one_of、each、sum 或 order。"},
		.mend = {"Correct the value, or the rule where it is too narrow.", "改值；规则太窄的，改规则。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  max: 50\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  max: 500\n",
	},
	{
		.code = ZD_F_GUARDRAIL,
		.why = {"A branch may set a parameter only where the group lets it, and only within the guardrail that "
			"stands at the parameter under `branch`.",
			"分公司只能改集团允许改的参数，而且要在参数的 branch 所定的范围以内。"},
		.mend = {"Keep within the guardrail, or ask the group to widen it.", "改到范围以内，或请集团放宽。"},
		.file = "branches/north/params.yaml",
		.wrong = "member.voucher.least:\n"
			 "  value: 11\n"
			 "  why: 北店客单价高\n",
		.right = "member.voucher.least:\n"
			 "  value: 10\n"
			 "  why: 北店客单价高\n",
	},
	{
		.code = ZD_F_TABLE,
		.why = {"A cell that cannot be read, or a row with too few or too many of them.",
			"有一格读不通，或一行的格数不对。"},
		.mend = {"Cells are `-`, values, `>= 10`, `[1..5)`, lists, `not(…)`, `null`.",
			 "格的写法：-、值、>= 10、[1..5)、列表、not(…)、null。"},
		.file = "tables/example.yaml",
		.wrong = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= many\", big]\n"
			 "    - [\"-\", small]\n",
		.right = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"-\", small]\n",
	},
	{
		.code = ZD_F_TABLE_OVERLAP,
		.why = {"With `hit: unique` one row alone may match an input; with `any`, rows that match the same "
			"must say the same.",
			"hit: unique 时一种情形只许一行符合；any 时符合的各行结果要相同。"},
		.mend = {"Part the rows, or say with `hit: first` that the upper one counts.",
			 "把行分开，或用 hit: first 说明以上面的为准。"},
		.file = "tables/example.yaml",
		.wrong = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: unique\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"<= 100\", small]\n",
		.right = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: unique\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"< 100\", small]\n",
	},
	{
		.code = ZD_F_CASE,
		.why = {"The case names an input or outcome that the policy does not have, or gives it a value of "
			"another type.",
			"用例写了制度没有的输入或结果，或值的类型不对。"},
		.mend = {"Use the names of the policy’s `needs` and `gives`.", "用制度 needs、gives 里的名称。"},
		.file = "cases/member/example.yaml",
		.wrong = "policy: member.tier\n"
			 "cases:\n"
			 "  - name: 银卡\n"
			 "    given: {spent: 300}\n"
			 "    expect: {tier: silver}\n",
		.right = "policy: member.tier\n"
			 "cases:\n"
			 "  - name: 银卡\n"
			 "    given: {spent_12m: 300}\n"
			 "    expect: {tier: silver}\n",
	},
	{
		.code = ZD_F_UNUSED,
		.why = {"Who changes it expects an effect, and there is none. Parameters, tables and facts that no "
			"policy uses, enums that nothing uses, needs, params and locals of a policy.",
			"改它的人以为会有作用，其实没有。包括没有制度用到的参数、决策表和事实，没有用到的枚举，以及制度"
			"里没有用到的 needs、params 和局部名。"},
		.mend = {"Use it or take it out.", "用上它，或删去。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n",
		.right = "{}\n",
	},
	{
		.code = ZD_F_NO_EFFECT,
		.why = {"The branch sets what the group has anyway, from the beginning or since the group changed. "
			"When the group changes again, the branch will stay behind without wanting to.",
			"分公司定的与集团相同（一开始就相同，或集团后来改成了一样）。集团再改时，分公司会不知不觉留在旧"
			"值上。"},
		.mend = {"Take the override out.", "删去这项覆盖。"},
		.file = "branches/north/params.yaml",
		.wrong = "member.voucher.least:\n"
			 "  value: 5\n"
			 "  why: 与集团一致\n",
		.right = "member.voucher.least:\n"
			 "  value: 8\n"
			 "  why: 北店客单价高\n",
	},
	{
		.code = ZD_F_REVIEW_DUE,
		.why = {"`review_by` says until when somebody was to look whether the value still is right. `--as-of` "
			"asks about another day.",
			"review_by 写明了最迟何时复核这个值。要看另一天，用 --as-of。"},
		.mend = {"Review the value, then set the next date.", "复核后改成下一个日期。"},
		.file = "params/example.yaml",
		.wrong = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  review_by: 2020-01-01\n",
		.right = "example.limit:\n"
			 "  title: 限额\n"
			 "  type: money\n"
			 "  value: 100\n"
			 "  review_by: 2099-01-01\n",
	},
	{
		.code = ZD_F_TABLE_GAP,
		.why = {"Such an input gets no row, so the policy gets nil. With a book, the message says how many "
			"records fall there today.",
			"这样的情形没有一行，制度得到的是 nil。有账簿时，提示里有今天落在这里的记录数。"},
		.mend = {"Add a row or a `default`.", "补一行，或写 default。"},
		.file = "tables/example.yaml",
		.wrong = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n",
		.right = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"< 100\", small]\n",
	},
	{
		.code = ZD_F_TABLE_UNREACHABLE,
		.why = {"Rows above it take everything that it matches, or nothing can match it. With a book, the "
			"message says how many records match the row.",
			"它符合的情形都被上面的行取走了，或根本没有符合它的情形。有账簿时，提示里有符合这一行的记录数"
			"。"},
		.mend = {"Put the narrower row first, or take the row out.", "把范围小的行放到前面，或删去这一行。"},
		.file = "tables/example.yaml",
		.wrong = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\"-\", small]\n"
			 "    - [\">= 100\", big]\n",
		.right = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"-\", small]\n",
	},
	{
		.code = ZD_F_TABLE_SIZE,
		.why = {"The table has so many different inputs that the search was ended; it may have more flaws than "
			"those found.",
			"决策表的各种情形太多，没有查完；可能还有没查出的问题。"},
		.mend = {"Divide the table into two that follow each other. (No example is short enough to stand "
			 "here.)",
			 "把表拆成先后两张。（例子太长，这里不列。）"},
		.file = "tables/example.yaml",
	},
	{
		.code = ZD_F_TABLE_SUBSUMED,
		.why = {"A row that could go: with `hit: first` a later row would give the same; where hits are lists, "
			"an earlier row already gives it. With a book, the message says how many records match the "
			"row.",
			"这一行可以不要：hit: first "
			"时后面的行会给出同样的结果；结果是列表时，前面的行已经给出了。有账簿时，提示里有符合这一行的记"
			"录数。"},
		.mend = {"Take the row out, or correct what should differ.", "删去这一行，或改正本应不同之处。"},
		.file = "tables/example.yaml",
		.wrong = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"< 10\", small]\n"
			 "    - [\"-\", small]\n",
		.right = "example.size:\n"
			 "  title: 大小\n"
			 "  hit: first\n"
			 "  inputs:\n"
			 "    spent_12m: {type: money}\n"
			 "  outputs:\n"
			 "    size: {type: text}\n"
			 "  rows:\n"
			 "    - [\">= 100\", big]\n"
			 "    - [\"-\", small]\n",
	},
	{
		.code = ZD_F_IDLE_OVERRIDE,
		.why = {"No policy that decides for the branch uses the parameter any more, so that setting it does "
			"nothing.",
			"为该分公司作决定的制度都不再用这个参数，定了也没有作用。"},
		.mend = {"Take the override out.", "删去这项覆盖。"},
		.file = "branches/north/params.yaml",
	},
	{.file = NULL},
};
