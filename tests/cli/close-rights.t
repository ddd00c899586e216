# Who may close a period is decided by the area that closes.yaml names: everybody's data is concerned, not one branch's.
$ cp -r "$DATA/shop-people" policies && chmod -R u+w policies
> printf 'month: {decide: [right.scope], area: peeple}\n' >policies/closes.yaml; zhidu check 2>&1 | grep closes
| closes.yaml:1:8: error: area: there is no value "peeple"; did you mean "people"? [unknown-name]
$ printf 'month: {decide: [right.scope], area: people}\n' >policies/closes.yaml; zhidu init
$ as nora zhidu close 2025-01 --format csv
| part,name,subject,was,becomes,difference,count
| decision,right.scope,,,,,0
! 2025-01 is closed; its record is run 1
$ zhidu add branch id=n name=North && zhidu add clerk id=1 name=Nora branch=n && zhidu add clerk id=3 name=Pia branch=n roaming=true
> zhidu add badge id=1 clerk=1 kind=keeper from=2020-01-01 && zhidu add badge id=3 clerk=3 kind=keeper from=2020-01-01
> printf 'id,name,login\n1,Nora,nora\n3,Pia,pia\n' | zhidu import clerk - --update 2>/dev/null
$ as nora zhidu close 2025-02 --format csv
! zhidu: nora may not close a month: it takes the right to change people; 没有看这类资料的身份 (R1)
= 5
$ as mallory zhidu close 2025-02 --dry-run
! zhidu: mallory may not close a month: it takes the right to change people; 没有看这类资料的身份 (R1)
= 5
$ as pia zhidu close 2025-02 --format csv && zhidu closes --format csv | cut -d, -f1,9
| part,name,subject,was,becomes,difference,count
| decision,right.scope,,,,,0
| period,author
| 2025-02,pia
| 2025-01,nora
! 2025-02 is closed; its record is run 2
