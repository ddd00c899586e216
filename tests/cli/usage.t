# Wrong usage: exit status 2, the reason on standard error, nothing on standard output.
$ zhidu
! zhidu: no command given
! More: zhidu help
= 2
$ zhidu chek
! zhidu: unknown command "chek"; did you mean "check"?
! More: zhidu help
= 2
$ zhidu nothing-like-it
! zhidu: unknown command "nothing-like-it"
! More: zhidu help
= 2
$ zhidu --bok x.db list item
! zhidu: unknown option "--bok"; did you mean "--book"?
! More: zhidu help
= 2
$ zhidu list
! zhidu: list needs ENTITY
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item more
! zhidu: list: "more" is one word too many
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --limt 3
! zhidu: unknown option "--limt"; did you mean "--limit"?
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --limit three
! zhidu: --limit wants a whole number, got "three"
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --limit -3
! zhidu: --limit wants a whole number, got "-3"
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --limit
! zhidu: --limit needs a value: N
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --names=yes
! zhidu: --names takes no value
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --where a=1 --where b=2
! zhidu: --where is given twice
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item --columns a,,b
! zhidu: --columns has an empty name: "a,,b"
! More: zhidu help list
= 2
$ zhidu list item --format xml
! zhidu: --format is one of table|csv|json|jsonl, not "xml"
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu list item -x
! zhidu: unknown option "-x"
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2
$ zhidu param
! zhidu: param needs a second word
! More: zhidu help param
= 2
$ zhidu param lst
! zhidu: unknown command "param lst"; did you mean "param list"?
! More: zhidu help param
= 2
$ zhidu publish -m why
! zhidu: publish needs --effective DATE
! Usage: zhidu publish --effective DATE --message WHY [options]
! More: zhidu help publish
= 2
$ zhidu run --as-of 2025-01-31 --period 2025-01
! zhidu: --as-of and --period exclude each other
! More: zhidu help run
= 2
$ zhidu explain a.b C1 --run 3 --as-of 2025-01-31
! zhidu: --run, --as-of and --period exclude each other
! More: zhidu help explain
= 2
$ zhidu eval a.b x.jsonl --input y.jsonl
! zhidu: the input is named twice
! More: zhidu help eval
= 2
$ zhidu whatif
! zhidu: whatif needs a change: --set, --with, --rule, --scenario, --draft, --sweep, --seek or --sensitivity
! More: zhidu help whatif
= 2
$ zhidu replay seven
! zhidu: a run is a number from 1 on, not "seven"
! More: zhidu help replay
= 2
$ zhidu replay 0
! zhidu: a run is a number from 1 on, not "0"
! More: zhidu help replay
= 2
$ zhidu import items.csv
! zhidu: import needs ENTITY FILE, or a map that names the entity
! More: zhidu help import
= 2
$ zhidu completion tcsh
! zhidu: completion knows bash, zsh and fish, not "tcsh"
! More: zhidu help completion
= 2
$ zhidu --lang fr list item
! zhidu: --lang is one of zh|en, not "fr"
! More: zhidu help
= 2
$ zhidu list item --format
! zhidu: --format needs a value: FORMAT
! Usage: zhidu list ENTITY [options]
! More: zhidu help list
= 2

# What comes after -- is no option; a lone hyphen and negative numbers are none either.
$ zhidu -- --version
! zhidu: unknown command "--version"
! More: zhidu help
= 2
$ zhidu completion -- --help
! zhidu: completion knows bash, zsh and fish, not "--help"
! More: zhidu help completion
= 2
$ zhidu completion -
! zhidu: completion knows bash, zsh and fish, not "-"
! More: zhidu help completion
= 2
$ zhidu completion -5
! zhidu: completion knows bash, zsh and fish, not "-5"
! More: zhidu help completion
= 2
