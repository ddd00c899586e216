# What there is, and how commands are used.
$ zhidu --help | sed '1s/[0-9.]*:/VERSION:/'
| zhidu VERSION: regulations that can be carried out
|
| Usage:
|   zhidu [--book FILE] [--pack DIR] COMMAND ...
|
| Commands:
|   init          makes a book from a pack
|   import        records from CSV or JSON lines, all or none
|   export        all records of an entity, as an import reads them
|   add           one new record
|   set           changes fields of one record
|   show          one record, and what belongs to it
|   list          records of an entity
|   check         everything that can be wrong in a pack
|   test          runs the cases of the pack
|   eval          decides objects given as JSON, without a book
|   run           decides the population and records every decision
|   close         closes a month, quarter or year: decides it, freezes its sheets, books corrections
|   closes        the periods that are closed, the last one first
|   adjustments   corrections of closed periods, with the period in which they are booked
|   explain       why a decision is what it is
|   whatif        what a change would do to the whole population
|   whatif compare two saved what-ifs side by side
|   param list    parameters and their values
|   param get     one value, as programs read it
|   param origin  where a value comes from and what it hides
|   param set     changes a value in the files of the pack
|   publish       makes the pack a release
|   releases      the releases in the book
|   impact        what a release was found to change when it was published
|   diff          what differs between two releases, or a release and the files
|   rollback      publishes an earlier release again
|   release key   makes a pair of keys for signing releases
|   release export a release as one signed file
|   release import publishes a release from a signed file
|   release trust whose signed releases the book takes
|   decisions     the outcomes of a policy on record
|   pending       what waits for a signature
|   approve       signs decisions that wait for a signature
|   reject        refuses to sign decisions that wait for a signature
|   failures      the decisions of a run that failed
|   runs          the runs on record
|   replay        decides a run again and demands the same
|   audit         whether the book still says what was recorded
|   report        ledgers and sheets, to read, print or calculate with
|   policies      the policies of the pack
|   entities      the kinds of records of the pack
|   facts         what the pack derives from records
|   branches      the branches that override something
|   branch diff   what a branch has of its own, beside the group's
|   whoami        who you are to the book, and what you may do
|   fmt           lays out the pack's YAML files
|   new policy    a policy's file to begin with, and its cases
|   new entity    an entity's file to begin with
|   stubs         what editors need to complete names of the pack
|   reveals       who was shown sensitive fields as they are, when and what for
|   keys init     makes the book's first key, and encrypts what is sensitive
|   keys list     the keys of the book, and how many values each has sealed
|   keys rotate   a new key; every sensitive value is encrypted anew
|   keys export   the book's keys into a new keyring, for somebody else or a safe
|   keys import   the book's keys from another keyring into yours
|   migrate       brings the book's tables to the pack's model
|   doctor        looks for what is wrong with the book
|   backup        copies the book, also while it is in use
|   restore       puts a backup in the book's place
|   completion    completes the command line in bash, zsh or fish
|   help          about a command, or about the code of a finding
|
| Options of all commands:
|       --book FILE      the book; without it $ZHIDU_BOOK, then zhidu.db
|       --pack DIR       the pack; without it $ZHIDU_PACK, then policies
|       --lang LANGUAGE  the language of messages; without it the locale's (zh|en)
|   -h, --help           shows help, after a command about the command
|       --version        shows the version
|
| `zhidu help COMMAND` shows a command's options and examples, `zhidu help CODE` explains a finding.
$ zhidu run --help
| zhidu run: decides the population and records every decision
|
| Usage:
|   zhidu run [POLICY...] [options]
|
| Without POLICY, all policies that fit the date or period; policies that those named need come along. The
| release in force on that day decides. A decision that fails is recorded as failed; the others stand.
|
| Options:
|       --as-of DATE     as things stood at the end of that day; without it, today
|       --period PERIOD  for a month, quarter or year: 2025-11, 2025Q4, 2025
|       --branch BRANCH  only subjects of this branch
|       --draft          by the files of the pack, not by the release in force
|       --threads N      how many threads decide; without it as suits the machine
|       --times          also tells how long each stage took to read and decide
|       --format FORMAT  how rows are written (table|csv|json|jsonl), table if not given
|
| Options of all commands:
|       --book FILE      the book; without it $ZHIDU_BOOK, then zhidu.db
|       --pack DIR       the pack; without it $ZHIDU_PACK, then policies
|       --lang LANGUAGE  the language of messages; without it the locale's (zh|en)
|   -h, --help           shows help, after a command about the command
|       --version        shows the version
|
| Examples:
|   zhidu run --as-of 2025-11-30
|       all policies decided for a day
|   zhidu run item.class --period 2025Q4 --branch north
|       one policy, one quarter, one branch
$ zhidu help param set
| zhidu param set: changes a value in the files of the pack
|
| Usage:
|   zhidu param set NAME VALUE [options]
|
| Everything else in the file stays as it is. A guardrail that the value breaks stops the change.
|
| Options:
|       --branch BRANCH  only for this branch
|       --from DATE      in force from that day; without it the single value is replaced
|       --why TEXT       why, kept beside the value
|
| Options of all commands:
|       --book FILE      the book; without it $ZHIDU_BOOK, then zhidu.db
|       --pack DIR       the pack; without it $ZHIDU_PACK, then policies
|       --lang LANGUAGE  the language of messages; without it the locale's (zh|en)
|   -h, --help           shows help, after a command about the command
|       --version        shows the version
|
| Examples:
|   zhidu param set item.class.limit 90 --from 2026-01-01
|       a new value from a day on
|   zhidu param set item.class.limit 80 --branch north --why 'small shops'
|       for one branch
$ zhidu help param
| zhidu param
|
| Usage:
|   zhidu [--book FILE] [--pack DIR] param COMMAND ...
|
| Commands:
|   param list    parameters and their values
|   param get     one value, as programs read it
|   param origin  where a value comes from and what it hides
|   param set     changes a value in the files of the pack
|
| Options of all commands:
|       --book FILE      the book; without it $ZHIDU_BOOK, then zhidu.db
|       --pack DIR       the pack; without it $ZHIDU_PACK, then policies
|       --lang LANGUAGE  the language of messages; without it the locale's (zh|en)
|   -h, --help           shows help, after a command about the command
|       --version        shows the version
|
| `zhidu help COMMAND` shows a command's options and examples, `zhidu help CODE` explains a finding.
$ zhidu help unknown-key
| unknown-key (error): a key that does not exist here
|
| A key that zhidu would silently pass over could be a rule that is not kept; so none is passed over.
| Correct the spelling; what is only for readers goes into `note` or a comment.
|
| Wrong: params/example.yaml
|     example.limit:
|       title: 限额
|       type: money
|       value: 100
|       clawse: S1 9
|
| Right: params/example.yaml
|     example.limit:
|       title: 限额
|       type: money
|       value: 100
|       clause: S1 9
$ zhidu help review-due
| review-due (warning): past its review date
|
| `review_by` says until when somebody was to look whether the value still is right. `--as-of` asks
| about another day.
| Review the value, then set the next date.
|
| Wrong: params/example.yaml
|     example.limit:
|       title: 限额
|       type: money
|       value: 100
|       review_by: 2020-01-01
|
| Right: params/example.yaml
|     example.limit:
|       title: 限额
|       type: money
|       value: 100
|       review_by: 2099-01-01
$ zhidu help unknown-kye
! zhidu: "unknown-kye" is no command and no finding; did you mean "unknown-key"?
! More: zhidu help help
= 2
$ zhidu help nothing-of-the-kind
! zhidu: "nothing-of-the-kind" is no command and no finding
! More: zhidu help help
= 2
$ zhidu --version | sed 's/[0-9.]*$/VERSION/'
| zhidu VERSION

# --help counts wherever it stands, and before anything is missed.
$ zhidu publish --help | head -n 1
| zhidu publish: makes the pack a release
$ zhidu --help publish | head -n 1
| zhidu publish: makes the pack a release

# Every command has examples, and all of them are told with `zhidu`.
$ for c in $(zhidu completion fish | sed -n 's/.*use_subcommand -a \([a-z]*\) .*/\1/p'); do
>   zhidu help $c | grep -q '^  zhidu\|zhidu ' || echo "$c: no example"
> done
