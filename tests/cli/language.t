# Messages follow the locale, and --lang before it.
$ LC_ALL=zh_CN.UTF-8 zhidu chek
! zhidu: 没有命令“chek”；是不是“check”？
! 详见： zhidu help
= 2
$ LC_ALL=zh_CN.UTF-8 zhidu --lang en chek
! zhidu: unknown command "chek"; did you mean "check"?
! More: zhidu help
= 2
$ LC_ALL= LANG=zh_CN.UTF-8 zhidu list
! zhidu: list 缺少 ENTITY
! 用法： zhidu list ENTITY [选项]
! 详见： zhidu help list
= 2
$ zhidu --lang zh list item --limt 3
! zhidu: 没有选项“--limt”；是不是“--limit”？
! 用法： zhidu list ENTITY [选项]
! 详见： zhidu help list
= 2
$ zhidu list item --limt 3 --lang=zh
! zhidu: 没有选项“--limt”；是不是“--limit”？
! 用法： zhidu list ENTITY [选项]
! 详见： zhidu help list
= 2
$ zhidu --lang zh help eval
| zhidu eval: 对 JSON 给出的对象作决定，不用账簿
|
| 用法：
|   zhidu eval POLICY [FILE] [选项]
|
| 每行读一个对象，键名是制度所需的名称，依次各写出一行。对一组对象作决定的制度，每行读一个数组。
| 未能决定的行在原位写出 {"error": ...}，其余各行照常。
|
| 选项：
|       --input FILE        输入的对象，每行一个；不写则读标准输入
|       --branch BRANCH     用该分公司的参数
|       --as-of DATE        用该日有效的参数；不写则为今天
|       --param NAME=VALUE  给某个参数另一个值；可以写多次
|
| 各命令通用的选项：
|       --book FILE      账簿；不写则为 $ZHIDU_BOOK，再则为 zhidu.db
|       --pack DIR       规则包；不写则为 $ZHIDU_PACK，再则为 policies
|       --lang LANGUAGE  提示所用的语言；不写则随系统 (zh|en)
|   -h, --help           显示帮助；写在命令之后则为该命令的帮助
|       --version        显示版本
|
| 示例：
|   echo '{"id":"I001","price":120}' | zhidu eval item.class
|       一个对象
|   zhidu eval item.class --input items.jsonl --as-of 2025-11-30
|       许多个，以某日为准
|   zhidu eval item.class items.jsonl --param item.class.limit=90
|       换一个参数
$ zhidu --lang zh help circle
| circle (错误): 制度互相需要，成了循环
|
| 互相等着对方的结果，谁也不能先定。
| 把共同的部分分出去单成一项制度，或改用以前期间的结果（history）。
|
| 错误的写法： rules/member/example.lua
|     return {
|       title   = "示例",
|       clause  = "S1 9",
|       subject = "member",
|       needs   = { before = "member.example.given" },
|       gives   = { given = "bool" },
|       decide  = function(member)
|         return { given = not member.before }
|       end,
|     }
|
| 正确的写法： rules/member/example.lua
|     return {
|       title   = "示例",
|       clause  = "S1 9",
|       subject = "member",
|       needs   = { "spent_12m" },
|       gives   = { given = "bool" },
|       decide  = function(member)
|         return { given = member.spent_12m > 0 }
|       end,
|     }

# No sentence of the help is left in English.
$ for c in $(zhidu completion fish | sed -n 's/.*use_subcommand -a \([a-z]*\) .*/\1/p') 'param list' 'param get' 'param origin' 'param set'; do
>   zhidu --lang zh help $c | grep -v '^zhidu \|^  .*zhidu \|price >= 100' | grep -E '[a-z]{2,} [a-z]{2,} [a-z]{2,}'
> done
= 1

# The manual page is the same in every locale.
$ zhidu --lang en help --man > en; zhidu --lang zh help --man | cmp - en
