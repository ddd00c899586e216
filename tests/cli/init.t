# A book is made from a pack; one that exists is left alone.
$ cp -r "$DATA/shop" policies
$ zhidu init
$ zhidu init
! zhidu: zhidu.db: this file exists already; it is left as it is
! More: zhidu help init
= 2
$ zhidu --book other.db --pack nowhere init
! zhidu: nowhere: there is no such folder
= 3
$ ZHIDU_BOOK=second.db zhidu init && ls *.db
| second.db
| zhidu.db
$ ZHIDU_PACK=nowhere zhidu --book third.db init
! zhidu: nowhere: there is no such folder
= 3
$ zhidu --book no/such/folder.db init
! zhidu: no/such/folder.db: no file can be made there: No such file or directory
= 3
$ zhidu --book nothing.db list member
! zhidu: nothing.db: there is no book here; `zhidu init` makes one
= 3

# A pack with errors makes no book.
$ echo 'member.tier.form: {}' >> policies/params/member.yaml
$ zhidu --book fourth.db init
! params/member.yaml:26:1: error: a parameter wants the key "title" [missing-key]
! params/member.yaml:26:1: error: a parameter wants the key "type" [missing-key]
! zhidu: params/member.yaml:26:1: a parameter wants the key "title"
= 1
$ ls fourth.db 2>/dev/null
= 2
