/*
 * A catalogue of pairs. What is not in it is shown in English: results that
 * programs read, findings, and the messages of the layers below.
 */
#include "cli/words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct words pairs[] = {
	/* headings and help as a whole */
	{"regulations that can be carried out", "可以执行的制度"},
	{"Usage:", "用法："},
	{"More:", "详见："},
	{"Commands:", "命令："},
	{"Options:", "选项："},
	{"Options of all commands:", "各命令通用的选项："},
	{"Examples:", "示例："},
	{"options", "选项"},
	{", %s if not given", "，不写则为 %s"},
	{"`zhidu help COMMAND` shows a command's options and examples, `zhidu help CODE` explains a finding.",
	 "“zhidu help 命令”列出该命令的选项和示例，“zhidu help 代码”解释一类问题。"},

	/* wrong usage */
	{"no command given", "没有写命令"},
	{"unknown command \"%s\"", "没有命令“%s”"},
	{"unknown command \"%s\"; did you mean \"%s\"?", "没有命令“%s”；是不是“%s”？"},
	{"unknown option \"-%s\"", "没有选项“-%s”"},
	{"unknown option \"--%.*s\"", "没有选项“--%.*s”"},
	{"unknown option \"--%.*s\"; did you mean \"--%s\"?", "没有选项“--%.*s”；是不是“--%s”？"},
	{"--%s takes no value", "--%s 后面不跟值"},
	{"--%s needs a value: %s", "--%s 后面要有值：%s"},
	{"--%s is given twice", "--%s 写了两次"},
	{"--%s is one of %s, not \"%s\"", "--%s 只能是 %s，不能是“%s”"},
	{"--%s wants a whole number, got \"%s\"", "--%s 要一个整数，不是“%s”"},
	{"%s needs %s", "%s 缺少 %s"},
	{"%s needs --%s %s", "%s 缺少 --%s %s"},
	{"%s needs a second word", "%s 后面还要一个词"},
	{"%s: \"%s\" is one word too many", "%s：多了一个词“%s”"},
	{"--as-of and --period exclude each other", "--as-of 和 --period 只能写一个"},
	{"--run, --as-of and --period exclude each other", "--run、--as-of、--period 只能写一个"},
	{"--columns has an empty name: \"%s\"", "--columns 中有空的名称：“%s”"},
	{"the input is named twice", "输入文件写了两次"},
	{"a run is a number from 1 on, not \"%s\"", "运行号是从 1 起的整数，不是“%s”"},
	{"a release is a number from 1 on, not \"%s\"", "版本号是从 1 起的整数，不是“%s”"},
	{"import needs ENTITY FILE, or a map that names the entity", "import 要写“实体 文件”，或用写明实体的映射文件"},
	{"every row is bad; nothing was imported", "每一行都有错，没有导入任何记录"},
	{"--sweep, --seek and --sensitivity exclude one another", "--sweep、--seek 与 --sensitivity 不能同时使用"},
	{"csv is for --sweep, --seek and --sensitivity", "csv 只用于 --sweep、--seek 与 --sensitivity"},
	{"--step goes with --sensitivity", "--step 与 --sensitivity 同用"},
	{"--vary goes with --seek", "--vary 与 --seek 同用"},
	{"whatif needs a change: --set, --with, --rule, --scenario, --draft, --sweep, --seek or --sensitivity",
	 "whatif 要有一处改动：--set、--with、--rule、--scenario、--draft、--sweep、--seek 或 --sensitivity"},
	{"completion knows bash, zsh and fish, not \"%s\"", "completion 支持 bash、zsh、fish，不支持“%s”"},

	/* what happened */
	{"nothing is published", "没有发布"},
	{"\nrelease %lld is proposed; it is in force from %s once it is approved: zhidu approve release-%lld -m WHY\n",
	 "\n版本 %lld 待批，批准后自 %s 起有效：zhidu approve release-%lld -m 理由\n"},
	{"\nrelease %lld, in force from %s\n", "\n版本 %lld 自 %s 起有效\n"},
	{"zhidu: note: %s", "zhidu: 注意：%s"},
	{"read %llu, written %llu, bad %llu, duplicates %llu, left out %llu",
	 "读入 %llu 行，写入 %llu 行，有错 %llu 行，重复 %llu 行，不取 %llu 行"},
	{"%llu of %llu lines could not be decided", "%llu 行（共 %llu 行）未能决定"},
	{"and %llu more; `zhidu failures --run %lld` lists them", "另有 %llu 项；用“zhidu failures --run %lld”列出"},
	{"%llu decisions, %llu different", "决定 %llu 项，不同 %llu 项"},
	{"%llu entries, %llu rows, %llu troubles; head %s", "分录 %llu 条，结果 %llu 行，问题 %llu 处；链尾 %s"},
	{"a RUN or --all, one of them", "给出 RUN 或 --all 之一"},
	{"standard output cannot be written: %s", "标准输出无法写入：%s"},
	{"it was not written whole", "没有写完整"},
	{"run", "运行号"},
	{"release", "版本"},
	{"subjects", "对象"},
	{"decided", "已决定"},
	{"left out", "不适用"},
	{"failed", "失败"},
	{"error", "错误"},
	{"warning", "警告"},

	/* commands */
	{"makes a book from a pack", "由规则包建立账簿"},
	{"records from CSV or JSON lines, all or none", "导入 CSV 或 JSON 行的记录，要么全部，要么不导"},
	{"all records of an entity, as an import reads them", "导出一个实体的全部记录，可再导入"},
	{"one new record", "新增一条记录"},
	{"changes fields of one record", "修改一条记录的字段"},
	{"one record, and what belongs to it", "显示一条记录的档案"},
	{"The record's fields, then the records that refer to it, each kind with how many there are and the latest,\n"
	 "then what was last decided about it. Sensitive fields are masked. html is a page that prints on A4.\n"
	 "`release-N`, or N alone, stands for release N: the list of its files, or one of them as it was published.",
	 "先是记录的各个字段，再是与它有关的各类记录（共多少条和最近几条），最后是对它最近的决定。\n"
	 "敏感字段遮盖显示。html 是可在 A4 纸上打印的网页。\n"
	 "“release-N”或 N 指版本 N：列出它的文件，或显示其中一个文件发布时的内容。"},
	{"only the record itself, field by field", "只显示记录本身的各个字段"},
	{"so many of each list, the latest", "每类记录最多列出几条，取最近的"},
	{"the lists whole", "列出全部"},
	{"how it is written; csv and jsonl have only the record", "输出的格式；csv 和 jsonl 只有记录本身"},
	{"its archive", "它的档案"},
	{"all of it, to print", "全部内容，供打印"},
	{"records of an entity", "列出一个实体的记录"},
	{"decides objects given as JSON, without a book", "对 JSON 给出的对象作决定，不用账簿"},
	{"decides the population and records every decision", "对全体对象作决定并逐项记录"},
	{"closes a month, quarter or year: decides it, freezes its sheets, books corrections",
	 "结账：决定一个月、季或年，封存报表，登记更正"},
	{"the periods that are closed, the last one first", "已结账的期间，最近的在前"},
	{"corrections of closed periods, with the period in which they are booked", "已结账期间的更正，以及记入哪一期"},
	{"why a decision is what it is", "解释一项决定的由来"},
	{"what a change would do to the whole population", "试算一处改动对全体的影响"},
	{"parameters and their values", "列出参数及其值"},
	{"one value, as programs read it", "取一个参数的值，供程序读取"},
	{"where a value comes from and what it hides", "一个参数值的来源，以及它覆盖了什么"},
	{"changes a value in the files of the pack", "在规则包文件中修改一个参数值"},
	{"makes the pack a release", "把规则包发布为版本"},
	{"the releases in the book", "列出账簿中的版本"},
	{"what a release was found to change when it was published", "一个版本发布时试算出的影响"},
	{"publishes an earlier release again", "把较早的版本重新发布"},
	{"what differs between two releases, or a release and the files", "两个版本之间，或版本与文件之间的不同"},
	{"makes a pair of keys for signing releases", "生成一对签署版本用的密钥"},
	{"a release as one signed file", "把版本导出为一个签名文件"},
	{"publishes a release from a signed file", "由签名文件发布版本"},
	{"whose signed releases the book takes", "账簿接受谁签名的版本"},
	{"what a branch has of its own, beside the group's", "分公司自己的规定，与集团的并列"},
	{"what waits for a signature", "等待签批的事项"},
	{"signs decisions that wait for a signature", "批准等待签批的事项"},
	{"refuses to sign decisions that wait for a signature", "驳回等待签批的事项"},
	{"'%s' is no number of an item; see zhidu pending", "“%s”不是事项编号；见 zhidu pending"},
	{"a release is signed by itself", "版本须单独签批"},
	{"--on and --set are not for releases", "--on 和 --set 不用于版本"},
	{"a release that was proposed", "拟发布的版本"},
	{"Decisions of the last run of a published release that name somebody who must sign, and that nobody\n"
	 "has signed as they are now. approve and reject take the numbers.",
	 "已发布版本最近一次运行的决定中，指明须由某人签批而尚未签批的。approve 和 reject 使用其编号。"},
	{"Who signs is who works here, by the operating system's login. The person must hold the role that the\n"
	 "decision asks for, may approve there, and is not the applicant. Each item is decided again first; when\n"
	 "what was asked has changed, it has expired. All items are signed, or none.",
	 "签批人即操作系统当前登录的用户，须具有该决定要求的角色、在该单位有审批权限，且不是申请人。\n"
	 "签批前先按当前账簿重新决定一次；所批内容已变的，事项失效。各事项要么全部签批，要么都不签批。"},
	{"Who may approve may reject. All items are rejected, or none.",
	 "有权批准者即有权驳回。各事项要么全部驳回，要么都不驳回。"},
	{"why", "理由"},
	{"the day from which it counts, not one to come; without it, today", "生效日期，不得晚于今天；不写则为今天"},
	{"grant less than was asked, of one item, where its policy lets who signs do so",
	 "批准数少于申请数：只限一个事项，且须制度允许"},
	{"only its decisions", "只列该制度的事项"},
	{"only of that branch", "只列该单位的事项"},
	{"only what you could sign", "只列本人可以签批的事项"},
	{"two items of zhidu pending", "批准两个事项"},
	{"less than was asked", "批准数少于申请数"},
	{"an item of zhidu pending", "驳回一个事项"},
	{"what you could sign", "本人可以签批的事项"},
	{"of one policy and branch", "某制度、某单位的事项"},
	{"the outcomes of a policy on record", "列出一项制度已记录的结果"},
	{"the decisions of a run that failed", "列出一次运行中失败的决定"},
	{"the runs on record", "列出已记录的运行"},
	{"every run on record, the oldest first", "账簿中的每一次运行，从最早的开始"},
	{"every run there ever was", "重演所有运行"},
	{"Releases, runs and all else that must not change are chained by hash. A row that was changed, removed, put\n"
	 "in or moved is told with its place. Who can write the file can also cut off its end: note the head\n"
	 "elsewhere and give it to the next audit.",
	 "版本、运行等不得更改的内容以散列相链。被改、被删、被插入或被移动的行会连同位置报告。能写账簿文件的人也能\n"
	 "截去末尾：请把链尾另行记下，下次核验时给出。"},
	{"only what was recorded from this run or day on, for large books; the chain is checked whole",
	 "只核验自这次运行或这一天以来的记录，用于大账簿；链仍全部核验"},
	{"what an earlier audit gave as its head: it must still be there", "以前核验给出的链尾：它必须仍在"},
	{"exit status 6 when something was changed", "有改动时退出码为 6"},
	{"only what was recorded from that day on", "只核验自那天以来的记录"},
	{"the smallest changes that would give this outcome: class = A, limit >= 300000",
	 "最少怎样改动数据才能得到这样的结果：class = A、limit >= 300000"},
	{"with --reach: only this input may change; may be given again", "与 --reach 合用：只许改这项数据；可多次给出"},
	{"--change goes with --reach", "--change 要与 --reach 合用"},
	{"what it would take", "要怎样才能达到"},
	{"what editors need to complete names of the pack", "供编辑器补全规则包中名称的文件"},
	{"Annotations (LuaCATS) of the library and of every policy's needs, parameters, tables and outcomes, and\n"
	 "schemas of the pack's YAML files, each name with its title. They go into FOLDER (editor), outside the\n"
	 "pack; make them again when names change. No line is needed in the policies themselves.",
	 "函数库以及每项政策的数据、参数、决策表、结果的注解（LuaCATS），和各 YAML 文件的 schema，名称都带中文标题。\n"
	 "写入 FOLDER（不写则为 editor），放在规则包之外；名称变动后请重做。政策文件本身不必加任何一行。"},
	{"into the folder editor", "写入文件夹 editor"},
	{"%s: for the Lua language server, copy luarc.json to .luarc.json\n",
	 "%s：用 Lua 语言服务的，把 luarc.json 复制为 .luarc.json\n"},
	{"%s: for the YAML language server, copy settings.json to .vscode/settings.json, or say the same in your "
	 "editor's way\n",
	 "%s：用 YAML 语言服务的，把 settings.json 复制为 .vscode/settings.json，或按编辑器的写法照样设置\n"},
	{"lays out the pack's YAML files", "整理规则包 YAML 文件的版面"},
	{"Two spaces a level, one where one is needed, no blanks at the end. Comments, order, quotes and line\n"
	 "breaks stay, aligned values stay aligned, and what the files mean stays the same. Names the files that\n"
	 "changed.",
	 "每层缩进两格，必要处一格，行尾不留空白。注释、次序、引号、换行都不变，对齐的值仍对齐，含义不变。\n"
	 "列出有改动的文件。"},
	{"changes nothing; exit status 1 when a file would change", "不作改动；有文件须整理时退出码为 1"},
	{"all of them", "全部文件"},
	{"only which ones would change", "只列出须整理的文件"},
	{"a policy's file to begin with, and its cases", "新建一项政策的文件和用例，作为起点"},
	{"Both pass as they are; change them step by step, with zhidu test POLICY after each.",
	 "两者原样即可通过；请逐步修改，每改一步运行 zhidu test POLICY。"},
	{"what it decides about", "决定的对象"},
	{"its title; without it the name", "标题；不写则为名称"},
	{"the clause that asks for it", "所依据的条款"},
	{"decided for each of these; without it for a date", "按月、季或年决定；不写则按日期"},
	{"rules/item/bonus.lua and cases/item/bonus.yaml", "rules/item/bonus.lua 和 cases/item/bonus.yaml"},
	{"an entity's file to begin with", "新建一个实体的文件，作为起点"},
	{"Afterwards zhidu migrate brings the book to it.", "之后用 zhidu migrate 使账簿与之一致。"},
	{"whether the book still says what was recorded", "核验账簿是否仍与当初的记录一致"},
	{"ledgers and sheets, to read, print or calculate with", "台账和报表，供查看、打印或计算"},
	{"only of this branch", "只列这个单位的"},
	{"a parameter of the report; may be given again", "报表的参数，可以写多次"},
	{"how it is written", "输出的格式"},
	{"the reports of the pack", "规则包里的报表"},
	{"one month of one branch", "一个单位的一个月"},
	{"what closing November would do", "十一月结账会做什么"},
	{"closes it", "结账"},
	{"the quarter, after its months", "各月结账之后结季"},
	{"with run, release, frozen sheets, changed records and adjustments",
	 "连同运行、版本、封存报表、改动的记录和调整"},
	{"what December made good for earlier months", "十二月补记的以前月份差额"},
	{"as a workbook", "存为工作簿"},
	{"Without NAME, what reports there are, with their parameters. html is a page that prints on A4, xlsx a\n"
	 "workbook. A report that shows decisions takes them from the last run that fits its date or period.\n"
	 "Of a closed period it is the sheet that was frozen, as CSV byte for byte.",
	 "不写报表名则列出全部报表及其参数。html 是可在 A4 纸上打印的网页，xlsx 是工作簿。\n"
	 "报表中的决定取自与日期或期间相符的最近一次运行。\n"
	 "已结账的期间给出结账时封存的报表，CSV 一字不差。"},
	{"decides a run again and demands the same", "重做一次运行，结果必须相同"},
	{"the policies of the pack", "列出规则包的制度"},
	{"the kinds of records of the pack", "列出规则包的实体"},
	{"what the pack derives from records", "列出规则包由记录推出的事实"},
	{"the branches that override something", "列出有自己规定的分公司"},
	{"brings the book's tables to the pack's model", "使账簿的表与规则包的模型一致"},
	{"looks for what is wrong with the book", "检查账簿是否完好"},
	{"copies the book, also while it is in use", "备份账簿，使用中也可以"},
	{"puts a backup in the book's place", "用备份恢复账簿"},
	{"completes the command line in bash, zsh or fish", "生成 bash、zsh 或 fish 的命令行补全"},

	/* more about them */
	{"The pack becomes the first release, in force from the beginning. A book that exists is left alone.",
	 "规则包成为第一个版本，一开始即生效。已有的账簿不会被改动。"},
	{"A first line names the fields, in any order. `-` is standard input; gzip is read as it is. Every bad row is\n"
	 "told with its line and column. With a map that names the entity, ENTITY may be left out.",
	 "第一行是字段名，次序不限。“-”是标准输入；gzip 文件可直接读入。有错的行逐一报告行号和列号。\n"
	 "映射文件写明实体时，ENTITY 可以不写。"},
	{"Sensitive fields are written as they are.", "敏感字段原样写出。"},
	{"An empty value empties the field.", "空值表示清空该字段。"},
	{"A condition compares fields: price >= 100 and (kind = lamp or name contains 'old'). Sensitive fields are\n"
	 "masked.",
	 "条件是对字段的比较：price >= 100 and (kind = lamp or name contains 'old')。\n"
	 "敏感字段会遮住，“zhidu export”写出原值。"},
	{"added to %s", "已加入 %s"},
	{"Reads one object a line, its keys being the names the policy needs, and writes one line for each, in order.\n"
	 "A policy over a set reads an array of objects a line. A line that cannot be decided gives {\"error\": ...} "
	 "in\n"
	 "its place; the others are decided all the same.",
	 "每行读一个对象，键名是制度所需的名称，依次各写出一行。对一组对象作决定的制度，每行读一个数组。\n"
	 "未能决定的行在原位写出 {\"error\": ...}，其余各行照常。"},
	{"Without POLICY, all policies that fit the date or period; policies that those named need come along. The\n"
	 "release in force on that day decides. A decision that fails is recorded as failed; the others stand.",
	 "不写 POLICY 时，运行适合该日期或期间的全部制度；写明时，所需的其他制度一并运行。\n"
	 "按当日有效的版本决定。失败的决定记为失败，其余照常。"},
	{"Shows the outcome, the reasons, the inputs, the parameters and where they come from, the lines that ran,\n"
	 "and the nearest changes that would give another outcome.",
	 "列出结果、理由、输入、参数及其来源、运行到的行，以及能使结果改变的最小变动。"},
	{"Decides everybody twice, as things are and with the change, and compares. Nothing is written to the book.\n"
	 "Without POLICY, the policies that the change can touch.",
	 "对全体按现状和按改动各决定一次，再作比较。不写入账簿。\n"
	 "不写 POLICY 时，比较改动能影响到的制度。"},
	{"A name may reach into a map: item.class.limits.small.", "名称可以深入到映射之内：item.class.limits.small。"},
	{"Everything else in the file stays as it is. A guardrail that the value breaks stops the change.",
	 "文件的其余部分保持不变。超出护栏的值不予修改。"},
	{"The pack is checked, its cases run, and everybody is decided by the release in force and by the pack: what\n"
	 "changes is shown and kept with the release. Beyond the limits that the pack sets, the release waits until\n"
	 "somebody else approves it. A release never changes afterwards.",
	 "先检查规则包、运行用例，再按有效的版本和规则包对全体各决定一次：列出改变之处，并随版本保存。\n"
	 "超过规则包所定限度的版本，须由另一人批准后才生效。版本发布之后不再改变。"},
	{"Its content becomes a new release, with its impact, from that day on. What was decided stays on record, and\n"
	 "so do the files of the pack's folder.",
	 "其内容成为新的版本，自该日起有效，同样列出影响。已作的决定仍在案，规则包文件夹中的文件也不变。"},
	{"Each with how it stands today: draft, proposed, rejected, coming, in force, superseded.",
	 "各版本今天的状态：草稿、待批、已驳回、待生效、有效、已被取代。"},
	{"A and B are numbers of releases, or `draft` for the files of the pack as they are. Without B, the files; "
	 "without\n"
	 "both, the release in force against the files. Parameters value by value, tables row by row, policies by what "
	 "they\n"
	 "need and give and how many lines.",
	 "A 和 B 是版本号，或写 draft 指规则包现在的文件。不写 B 则为文件；都不写则为有效的版本与文件相比。\n"
	 "参数逐个值、决策表逐行列出，制度列出所需、结果和改动的行数。"},
	{"FILE gets the secret key; only its owner can read it. Keep it outside the book and the pack. The public key "
	 "is\n"
	 "printed: the books that are to trust it are told (zhidu release trust).",
	 "私钥写入 FILE，只有所有者可读，请存放在账簿和规则包之外。输出的是公钥，告诉要信任它的账簿（zhidu release "
	 "trust）。"},
	{"The same release and key give the same file, byte for byte. Its form is in docs/formats.md.",
	 "同一版本、同一密钥得到的文件逐字节相同。格式见 docs/formats.md。"},
	{"The signature must be by a key that the book trusts. The release keeps its date; the book's own files of "
	 "branches\n"
	 "stay as they are. It is checked, and its impact shown, as when the pack is published.",
	 "签名须出自账簿信任的密钥。版本保留原来的生效日，账簿自有的分公司文件不变。与发布规则包一样，先检查并列出影响"
	 "。"},
	{"From then on nothing but releases signed by such a key, and files under branches/, can be published in this "
	 "book.\n"
	 "Without KEY, the keys that were ever trusted.",
	 "此后账簿只接受由这样的密钥签名的版本，以及 branches/ 下的文件。不写 KEY 则列出信任过的密钥。"},
	{"Each parameter with the group's value, the branch's, why, file and line, and how far the branch may go; "
	 "then\n"
	 "the policies that it replaces.",
	 "逐个参数列出集团的值、分公司的值、理由、文件和行号，以及分公司可以改动的范围；再列出它另定的制度。"},
	{"From the recorded inputs and the recorded release. Rows tell what differs; there should be none.",
	 "依据记录的输入和版本。列出不同之处；应当一行也没有。"},
	{"After fields or entities of the pack have changed.", "在规则包的字段或实体改动之后使用。"},
	{"The backup is examined first.", "先检查备份是否完好。"},

	/* options */
	{"the book; without it $ZHIDU_BOOK, then zhidu.db", "账簿；不写则为 $ZHIDU_BOOK，再则为 zhidu.db"},
	{"the pack; without it $ZHIDU_PACK, then policies", "规则包；不写则为 $ZHIDU_PACK，再则为 policies"},
	{"the language of messages; without it the locale's", "提示所用的语言；不写则随系统"},
	{"shows help, after a command about the command", "显示帮助；写在命令之后则为该命令的帮助"},
	{"shows the version", "显示版本"},
	{"how rows are written", "各行的写法"},
	{"how it is written", "写法"},
	{"as things stood at the end of that day; without it, today", "以该日终了时为准；不写则为今天"},
	{"for a month, quarter or year: 2025-11, 2025Q4, 2025", "针对某月、某季或某年：2025-11、2025Q4、2025"},
	{"only subjects of this branch", "只取该分公司的对象"},
	{"only subjects of which this is true", "只取符合条件的对象"},
	{"only records of which this is true", "只取符合条件的记录"},
	{"only outcomes of which this is true", "只取符合条件的结果"},
	{"by the files of the pack, not by the release in force", "按规则包的文件，而不按有效的版本"},
	{"a file that says how the columns become fields", "映射文件：说明各列如何成为字段"},
	{"how the file is written; a map says it itself", "文件的写法；映射文件自己会说明"},
	{"changes the records that are there; otherwise they are errors", "已有的记录予以修改；不写则视为错误"},
	{"leaves bad rows out; otherwise one bad row stops the import", "跳过有错的行；不写则有一行出错就不导入"},
	{"writes the bad rows with reasons to a file", "把有错的行连同原因写入文件"},
	{"fields, or paths across references, or all; without it a table has the main ones, other formats all",
	 "字段，或经过引用的路径，或 all；不写则表格列主要字段，其他格式列全部字段"},
	{"by this field; with - before it downwards; without it by key", "按该字段排序；前面加 - 为降序；不写则按主键"},
	{"at most so many records", "最多列出的条数"},
	{"references by name, not by key, as tables have them", "引用显示名称，而不是主键；表格本来就如此"},
	{"references by key, also in tables", "引用显示主键，表格中也如此"},
	{"the objects, one a line; without it standard input", "输入的对象，每行一个；不写则读标准输入"},
	{"with the parameters of this branch", "用该分公司的参数"},
	{"with the parameters in force on that day; without it today", "用该日有效的参数；不写则为今天"},
	{"another value for a parameter; may be repeated", "给某个参数另一个值；可以写多次"},
	{"of a closed period: from the records as they are now", "期间已结账时，也按现在的记录重新计算"},
	{"only shows what it would do, one by one", "只逐项显示将做什么，不写入"},
	{"closes although decisions fail, with the failures on record", "有决定失败也结账，失败项一并记录"},
	{"only those booked in this period, such as 2025-11", "只列记入这一期的，如 2025-11"},
	{"What a close consists of, closes.yaml of the pack says. All of it is written in one go, or nothing. From\n"
	 "then on the run of the close is the record of the period. What is corrected later becomes an adjustment,\n"
	 "booked with the next period that is closed.",
	 "结账做哪些事由制度包的 closes.yaml 规定，要么全部写入，要么一样不写。结账时的运行从此就是这一期的记录；\n"
	 "以后的更正成为调整，记入下一个结账的期间。"},
	{"One row an outcome that would be another today. Its difference counts where it is of money.",
	 "每行是一项今天会得出别的值的结果；金额另列差额。"},
	{"and %llu more", "还有 %llu 项"},
	{"%s: only shown, nothing is written", "%s：只作显示，没有写入"},
	{"%s is closed; its record is run %lld", "%s 已结账，记录是运行 %lld"},
	{"also tells how long each stage took to read and decide", "另列各阶段读取和决定所用的时间"},
	{"how many threads decide; without it as suits the machine", "用多少个线程；不写则按机器情况"},
	{"the decision on record in that run; without it, decided now", "该次运行中记录的决定；不写则当场决定"},
	{"many values of a parameter, FROM:TO:STEP or V1,V2; given twice, a grid",
	 "参数取许多值：起:止:步长，或 值1,值2；给两次就是网格"},
	{"the value of a parameter at which a measure is that, at most (<=) or at least (>=) that",
	 "求参数取何值时度量等于、不高于 (<=) 或不低于 (>=) 目标"},
	{"the parameter that --seek may change, and how far; LO:HI:STEP for a step of its own",
	 "--seek 可以改动的参数及范围；低:高:步长 自定步长"},
	{"which parameters move a measure, and how much, the strongest first",
	 "哪些参数影响这个度量、影响多大，强的在前"},
	{"how far --sensitivity moves each parameter; without it 10%", "--sensitivity 把每个参数移动多少；不给即 10%"},
	{"what is looked at: count(OUTCOME=VALUE), share, sum(OUTCOME), mean, min, max; may be repeated",
	 "看什么：count(结果=值)、share(结果=值)、sum(结果)、mean、min、max；可重复"},
	{"another value of a parameter; NAME@BRANCH=VALUE for one branch; may be repeated",
	 "给某个参数另一个值；NAME@BRANCH=VALUE 只对一个分公司；可以写多次"},
	{"another field or fact; *.FIELD=VALUE for all subjects; may be repeated",
	 "换一个字段或事实的值；*.FIELD=VALUE 对全部对象；可以写多次"},
	{"another file for a policy; may be repeated", "换一项制度的文件；可以写多次"},
	{"a file of changes, or the name of one in the pack", "改动文件，或规则包中的情景名"},
	{"the change is the pack's files as they are now", "改动就是规则包现在的文件"},
	{"also tells the changes by the values of this field", "同时按该字段的值分别列出改动"},
	{"how many of the subjects that move most are shown; without it 10", "列出变动最大的多少个对象；不写则为 10"},
	{"also writes one page with tables and charts, which needs nothing else", "另写一个自带表格和图的网页文件"},
	{"writes over files that are there", "文件已存在时覆盖"},
	{"with --to: period after period from this one on, each with what was decided in those before",
	 "与 --to 同用：从这一期起逐期推演，每一期承接以前各期的结果"},
	{"the last of these periods", "推演的最后一期"},
	{"keeps the answer for `zhidu whatif compare`", "把结果存下来，供 zhidu whatif compare 比较"},
	{"two saved what-ifs side by side", "把两次存下的假设推演并排比较"},
	{"Reads what `zhidu whatif --save` kept. Book and pack are not needed.",
	 "读取 zhidu whatif --save 存下的文件，不需要账簿和制度包。"},
	{"two answers to one question", "同一个问题的两种回答"},
	{"a year, month after month, also as a page", "逐月推演一年，另写成网页"},
	{"as it stands for this branch", "对该分公司而言"},
	{"as in force on that day; without it today", "该日有效的；不写则为今天"},
	{"only what the regulations left open", "只列制度没有定明的"},
	{"only what a branch overrides", "只列分公司自己规定的"},
	{"only for this branch", "只对该分公司"},
	{"in force from that day; without it the single value is replaced", "从该日起有效；不写则替换唯一的值"},
	{"why, kept beside the value", "理由，与值一同保存"},
	{"in force from that day", "从该日起有效"},
	{"what changed and why", "改了什么，为什么"},
	{"the impact on the records as of that day; without it, today", "按该日终了时的记录试算影响；不写则为今天"},
	{"shows the impact and publishes nothing", "只列出影响，不发布"},
	{"publishes without computing the impact; then somebody else must approve",
	 "不试算影响就发布；这样的版本须由另一人批准"},
	{"the secret key that signs", "签署用的私钥"},
	{"what changed and why; without it, what the signed release says",
	 "改了什么，为什么；不写则用签名文件中的说明"},
	{"the files of this branch stay the book's own; without it, of all branches",
	 "该分公司的文件归账簿自有；不写则各分公司的都是"},
	{"whose key it is", "这是谁的密钥"},
	{"from now on no longer", "从现在起不再信任"},
	{"in that release; without it, in the files of the pack", "在该版本中；不写则在规则包的文件中"},
	{"of that run; without it the last that decided the policy", "该次运行的；不写则为该制度最近的一次"},
	{"of that run; without it the last", "该次运行的；不写则为最近的一次"},
	{"only tells what would change", "只说明会改动什么"},
	{"also when the book has work that the backup has not", "即使账簿中有备份所没有的工作"},

	/* examples */
	{"zhidu.db from the folder policies", "由 policies 文件夹建立 zhidu.db"},
	{"another book from another folder", "另一个账簿，由另一个文件夹建立"},
	{"one record a line", "每行一条记录"},
	{"JSON lines from standard input", "从标准输入读 JSON 行"},
	{"somebody else's file, its bad rows put aside", "别人的文件，有错的行另放"},
	{"all records, all fields", "全部记录，全部字段"},
	{"some of them as JSON lines", "其中一部分，写成 JSON 行"},
	{"money in yuan, dates as 2025-11-30", "金额以元计，日期写成 2025-11-30"},
	{"a new price, and no shelf", "新的价格，并清空货架"},
	{"its fields with titles", "各字段及其名称"},
	{"a file as release 3 has it", "一个文件在版本 3 中的内容"},
	{"the ten dearest", "最贵的十个"},
	{"some columns, one of them across a reference", "几列，其中一列经过引用"},
	{"for programs", "供程序读取"},
	{"all cases", "全部用例"},
	{"those of one policy", "一项制度的用例"},
	{"one object", "一个对象"},
	{"many, as of a day", "许多个，以某日为准"},
	{"with another parameter", "换一个参数"},
	{"all policies decided for a day", "以某日为准运行全部制度"},
	{"one policy, one quarter, one branch", "一项制度、一个季度、一个分公司"},
	{"as of a day", "以某日为准"},
	{"a decision on record", "已记录的决定"},
	{"another parameter, by shop", "换一个参数，按店分别列出"},
	{"one subject with another field", "一个对象换一个字段"},
	{"a scenario of the pack", "规则包中的一个情景"},
	{"the files as they are now against the release in force", "现在的文件与有效的版本相比"},
	{"those whose names begin so", "名称以此开头的"},
	{"what the regulations left open", "制度没有定明的"},
	{"what a branch has of its own", "分公司自己的规定"},
	{"for a branch on a day", "某分公司在某日的值"},
	{"layer by layer, with file and line", "逐层列出，有文件和行号"},
	{"a new value from a day on", "从某日起用新值"},
	{"for one branch", "对一个分公司"},
	{"in force from new year", "从新年起有效"},
	{"only its impact", "只看影响"},
	{"back to release 2", "回到版本 2"},
	{"what publishing the files would change", "发布文件会改变什么"},
	{"between two releases", "两个版本之间"},
	{"once, at the group", "集团做一次"},
	{"for the branches' books", "交给各分公司的账簿"},
	{"what it would change here", "在这里会改变什么"},
	{"into the book", "写入账簿"},
	{"the book of a branch", "分公司的账簿"},
	{"the keys, and who said so", "各密钥，以及由谁信任"},
	{"in the files of the pack", "在规则包的文件中"},
	{"as it was published", "发布时的内容"},
	{"policy by policy, outcome by outcome", "逐项制度、逐项结果"},
	{"each with its date, author and message", "各有日期、作者和说明"},
	{"for a spreadsheet", "供电子表格使用"},
	{"every examination and what it found", "每项检查及其结果"},
	{"of the last run, some of them", "最近一次运行的一部分"},
	{"of an earlier run, as a file", "较早一次运行的，写成文件"},
	{"each with its message", "各有失败的原因"},
	{"exit status 6 when a decision differs", "有决定不同时退出码为 6"},
	{"each with its title and clause", "各有名称和条款"},
	{"each with its title", "各有名称"},
	{"each folder of the pack's branches", "规则包 branches 下的各个文件夹"},
	{"what would change", "会改动什么"},
	{"changes it", "予以改动"},
	{"a book of its own", "本身就是一个账簿"},
	{"the book as it was then", "当时的账簿"},
	{"in ~/.bashrc", "写在 ~/.bashrc 中"},
	{"in a folder of $fpath", "放在 $fpath 的一个文件夹中"},
	{"where fish looks", "放在 fish 读取的位置"},
	{"a command", "一个命令"},

	{"Wrong:", "错误的写法："},
	{"Right:", "正确的写法："},
};

static bool chinese;

void words_language(const char *language)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; !language && i < sizeof variables / sizeof variables[0]; i++) {
		const char *value = getenv(variables[i]);
		if (value && *value)
			language = value;
	}
	chinese = language && strncmp(language, "zh", 2) == 0;
}

bool words_are_chinese(void)
{
	return chinese;
}

const char *tr(const char *english)
{
	for (size_t i = 0; chinese && i < sizeof pairs / sizeof pairs[0]; i++) {
		if (strcmp(pairs[i].english, english) == 0)
			return pairs[i].chinese;
	}
	for (const struct words *w = words_of_checks; chinese && w->english; w++) {
		if (strcmp(w->english, english) == 0)
			return w->chinese;
	}
	for (const struct words *w = words_of_access; chinese && w->english; w++) {
		if (strcmp(w->english, english) == 0)
			return w->chinese;
	}
	return english;
}
