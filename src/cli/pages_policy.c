/*
 * Pages about findings in policies and facts. Their examples are run by a test.
 */
#include "cli/pages.h"

const struct page pages_policy[] = {
	{
		.code = ZD_F_UNKNOWN_NAME,
		.why = {"Something is used under a name that is declared nowhere; most often it is misspelt, and the "
			"message has the nearest right one.",
			"用到的名称没有定义过，多半是拼错了；提示里有最接近的名称。"},
		.mend = {"Correct the name, or declare it.", "改正名称，或补上定义。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spend_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_CIRCLE,
		.why = {"Each waits for what the other gives, so none can be decided first.",
			"互相等着对方的结果，谁也不能先定。"},
		.mend = {"Take the common part out into a policy of its own, or use the earlier period’s result "
			 "(`history`).",
			 "把共同的部分分出去单成一项制度，或改用以前期间的结果（history）。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { before = \"member.example.given\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = not member.before }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_LUA_SYNTAX,
		.why = {"The file cannot be read; nothing of it is used.", "文件读不通，全部没有用上。"},
		.mend = {"Look at the place named: most often an `end`, a `then`, a comma or a quote is missing.",
			 "看所指之处，多半缺 end、then、逗号或引号。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    if member.spent_12m > 0\n"
			 "      return { given = true }\n"
			 "    end\n"
			 "    return { given = false }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    if member.spent_12m > 0 then\n"
			 "      return { given = true }\n"
			 "    end\n"
			 "    return { given = false }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_LUA_FORBIDDEN,
		.why = {"A policy depends on its inputs and parameters alone: no clock, no chance, no files, nothing "
			"kept from one decision to the next.",
			"制度只依据输入和参数：不看时钟，不靠随机，不读文件，也不把东西留到下一次决定。"},
		.mend = {"Ask for what is needed: dates as `as_of`, everything else as a need or a parameter.",
			 "需要什么就写进 needs 或 params；日期用 as_of。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = os.time() > member.spent_12m }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_POLICY_FORM,
		.why = {"A policy file returns one table with title, clause, subject, needs, gives and decide.",
			"制度文件返回一个表，有 title、clause、subject、needs、gives 和 decide。"},
		.mend = {"Give it the form that docs/formats.md shows.", "照 docs/formats.md 的写法改。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }, 1\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_PERIOD,
		.why = {"A policy without a period, or of another one, cannot use the result of one that has a period: "
			"which month’s should it be?",
			"没有期间或期间不同的制度，不能直接用有期间的制度的结果：用哪个月的呢？"},
		.mend = {"Give both the same period, or take the results of periods as `history`.",
			 "期间改成一样，或用 history 取历次结果。"},
		.file = "rules/member/tier.lua",
		.wrong = "-- needed by rules/member/voucher.lua, which has no period\n"
			 "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  period  = \"month\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = {  },\n"
			 "  gives   = { tier = \"text\" },\n"
			 "  decide  = function(member)\n"
			 "    return { tier = \"plain\" }\n"
			 "  end,\n"
			 "}\n",
		.right = "-- needed by rules/member/voucher.lua, which has no period\n"
			 "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = {  },\n"
			 "  gives   = { tier = \"text\" },\n"
			 "  decide  = function(member)\n"
			 "    return { tier = \"plain\" }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_SQL,
		.why = {"The query is prepared against the tables of the model; it must give the key and then what is "
			"announced, in that order.",
			"查询要对着模型的表通得过，并依次给出键和所列的各项。"},
		.mend = {"Correct the SQL; `zhidu entities` shows tables and columns.",
			 "改正 SQL；表和列见 zhidu entities。"},
		.file = "facts/example.sql",
		.wrong = "/*\n"
			 "subject: member\n"
			 "gives:\n"
			 "  bought: {type: int, title: 单数, default: 0}\n"
			 "*/\n"
			 "SELECT member, count(*) AS bought FROM sales GROUP BY member\n",
		.right = "/*\n"
			 "subject: member\n"
			 "gives:\n"
			 "  bought: {type: int, title: 单数, default: 0}\n"
			 "*/\n"
			 "SELECT member, count(*) AS bought FROM sale GROUP BY member\n",
	},
	{
		.code = ZD_F_UNKNOWN_VALUE,
		.why = {"A need or an outcome of an enum is compared with, or given, a text that the enum does not "
			"have: the comparison is never true, the outcome fails.",
			"枚举的输入或结果与一个没有的值比较，或要取这个值：比较永远不成立，结果则会失败。"},
		.mend = {"Correct the spelling, or add the value to the enum.", "改正拼写，或在枚举里加上这个值。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"kind?\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.kind == \"privat\" }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"kind?\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.kind == \"private\" }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_NUMBER,
		.why = {"A number written into a policy or a fact cannot be dated, overridden, looked up or tried out "
			"in a what-if. Not counted: 0, 1, 100, places in lists and texts, digits of `math.round`.",
			"写在制度或事实里的数不能按日期变，不能由分公司改，查不到，也不能试算。不算在内的：0、1、100，"
			"列表和文字中的位置，math.round 的位数。"},
		.mend = {"Make it a parameter. A number that no regulation could change stands above `return` under a "
			 "name, with a comment that begins with `fixed:` (or 固定：) and says why. A fact has no "
			 "parameters: there a name or title that it gives says the number, or such a comment behind it "
			 "on its line.",
			 "改成参数。任何制度都不会改的数，写在 return 以上，取个名称，后面的注释以 fixed: "
			 "或“固定：”开头，说明理由。事实没有参数：在它给出的名称或标题里写明这个数，或在该行后面加这样"
			 "的注释。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m >= 50000 }\n"
			 "  end,\n"
			 "}\n",
		.right = "local cents = 50000   -- fixed: 法定起点，以分计\n"
			 "\n"
			 "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m >= cents }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_NEVER_GIVEN,
		.why = {"The policy declares an outcome, or a value of one, that none of its returns can give: the "
			"rule for it is missing, or the value is.",
			"制度写明的结果或其中一个值，没有一处 return 会给出：要么缺了规则，要么多了这个值。"},
		.mend = {"Write the rule, or take the value out. Where it is meant, a comment `fixed: why` stands "
			 "behind the outcome in `gives`.",
			 "补上规则，或去掉这个值。确实如此的，在 gives 中该行后面注明 fixed: 理由。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { size = { { \"big\", \"middle\", \"small\" }, title = \"大小\" } },\n"
			 "  decide  = function(member)\n"
			 "    return { size = member.spent_12m > 0 and \"big\" or \"small\" }\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { size = { { \"big\", \"small\" }, title = \"大小\" } },\n"
			 "  decide  = function(member)\n"
			 "    return { size = member.spent_12m > 0 and \"big\" or \"small\" }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_NO_RETURN,
		.why = {"There is a way to the end of decide that meets no return: whoever goes it has no outcome, and "
			"the decision fails.",
			"decide 中有一条路走到末尾也没有 return：走到这里的对象没有结果，决定失败。"},
		.mend = {"Give an outcome there, or `stop(…)` with the reason.",
			 "在那里给出结果，或用 stop(…) 说明原因。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    if member.spent_12m > 0 then\n"
			 "      return { given = true }\n"
			 "    end\n"
			 "  end,\n"
			 "}\n",
		.right = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    if member.spent_12m > 0 then\n"
			 "      return { given = true }\n"
			 "    end\n"
			 "    return { given = false }\n"
			 "  end,\n"
			 "}\n",
	},
	{
		.code = ZD_F_NO_CASE,
		.why = {"Nobody will notice when a change breaks it.", "改坏了也没有人知道。"},
		.mend = {"Write cases in cases/<area>/<policy>.yaml, or take one from a decision: `zhidu test --from "
			 "RUN SUBJECT --write`.",
			 "在 cases/<领域>/<制度>.yaml 里写用例，或取自一次决定：zhidu test --from 运行号 对象 "
			 "--write。"},
		.file = "rules/member/example.lua",
		.wrong = "return {\n"
			 "  title   = \"示例\",\n"
			 "  clause  = \"S1 9\",\n"
			 "  subject = \"member\",\n"
			 "  needs   = { \"spent_12m\" },\n"
			 "  gives   = { given = \"bool\" },\n"
			 "  decide  = function(member)\n"
			 "    return { given = member.spent_12m > 0 }\n"
			 "  end,\n"
			 "}\n",
	},
	{.file = NULL},
};
