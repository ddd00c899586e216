# The keys of sensitive fields lie in the keyring, not in the book.
$ zhidu --pack $DATA/shop-people init && for i in 1 2 3; do zhidu add member id=M$i name=N$i phone=1380000000$i spent=$i; done
$ export ZHIDU_KEYS=$PWD/ring; zhidu list member --format csv --columns id,phone,spent
| id,phone,spent
| M1,***,***
| M2,***,***
| M3,***,***
# Without its key a book still lists, and neither reveals nor takes in.
$ export ZHIDU_KEYS=$PWD/ring; zhidu list member --format csv --columns id,phone --reveal --purpose test 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: ring: the key … of the book cannot be had: the keyring has no key of this book
$ export ZHIDU_KEYS=$PWD/ring; zhidu set member M1 phone=1 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: ring: phone: the key … of the book cannot be had: the keyring has no key of this book
$ export ZHIDU_KEYS=$PWD/ring; zhidu set member M1 name=Other && zhidu add member id=M4 name=N4 && zhidu doctor --format csv | sed 's/key [0-9a-f]* of/key … of/'
| what,state
| book,ok
| release 1,ok
| sensitive values,"6 encrypted with the key in use, 0 with older keys; warning: the key … of the book cannot be had: the keyring has no key of this book"
$ export ZHIDU_KEYS=$PWD/ring; zhidu keys rotate 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: ring: the key … of the book cannot be had: the keyring has no key of this book
$ zhidu keys list --format csv | sed 's/^[0-9a-f]\{16\},[^,]*,[^,]*/KEY,WHEN,WHO/'
| key,made_at,author,reason,in_use,values,there
| KEY,WHEN,WHO,first,true,6,true
# Another's keyring gets them.
$ zhidu keys export ring && stat -c %a ring && grep -c '^[0-9a-f]' ring
| 600
| 1
! keys written: 1; whoever has the file can read what is sensitive
$ zhidu keys export ring
! zhidu: ring: this file exists already; it is left as it is
! More: zhidu help keys export
= 2
$ export ZHIDU_KEYS=$PWD/mine; zhidu keys import ring && zhidu list member --format csv --columns id,phone --reveal --purpose test
| id,phone
| M1,13800000001
| M2,13800000002
| M3,13800000003
| M4,
! keys of this book taken into the keyring: 1
$ zhidu keys import nothing
! zhidu: nothing: there is no key of this book
= 3
# A keyring that others may read, that is none, or is another's.
$ export ZHIDU_KEYS=$PWD/ring; chmod 644 ring; zhidu set member M1 phone=1 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: ring: phone: the key … of the book cannot be had: others may use the keyring (mode 0644); make it yours alone: chmod 600
$ export ZHIDU_KEYS=$PWD/bad; printf '# note\nrubbish\n' > bad; chmod 600 bad; zhidu set member M1 phone=1 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: bad:2: phone: the key … of the book cannot be had: this is no line of a keyring
$ export ZHIDU_KEYS=$PWD/bad; sed 's/\([0-9a-f]\{32\} [0-9a-f]\{16\}\) ./\1 x/' ring > bad; zhidu list member --reveal --purpose test 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: bad:2: the key … of the book cannot be had: this is no line of a keyring
$ export ZHIDU_KEYS=$PWD/bad; tr 0-9a-e 1-9a-f < ring > bad; zhidu list member --reveal --purpose test 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: bad:2: the key … of the book cannot be had: this is no line of a keyring
$ mkdir folder; export ZHIDU_KEYS=$PWD/folder; zhidu list member --reveal --purpose test 2>&1 | sed 's/key [0-9a-f]*/key …/'
| zhidu: folder: the key … of the book cannot be had: the keyring is not a file
# A new key: values are sealed anew; the old one still opens backups.
$ zhidu backup before.db && zhidu keys rotate && zhidu keys list --format csv | sed 's/^[0-9a-f]\{16\},[^,]*,[^,]*/KEY,WHEN,WHO/'
| key,made_at,author,reason,in_use,values,there
| KEY,WHEN,WHO,first,false,0,true
| KEY,WHEN,WHO,rotation,true,6,true
! a new key is in use; 6 values were sealed anew
$ zhidu list member --columns id,phone,spent --reveal --purpose test --format csv
| id,phone,spent
| M1,13800000001,1.00
| M2,13800000002,2.00
| M3,13800000003,3.00
| M4,,
$ zhidu --book before.db list member --columns id,phone,spent --reveal --purpose test --format csv
| id,phone,spent
| M1,13800000001,1.00
| M2,13800000002,2.00
| M3,13800000003,3.00
| M4,,
$ old=$(sqlite3 zhidu.db "SELECT key FROM zd_key WHERE id = 1"); grep -c "$old:" zhidu.db
| 0
= 1
$ zhidu doctor --format csv; zhidu audit --format csv 2>&1 | sed 's/; head.*//'
| what,state
| book,ok
| release 1,ok
| sensitive values,"6 encrypted with the key in use, 0 with older keys"
| place,trouble
| 5 entries, 0 rows, 0 troubles
# What was cut, edited, or moved to another record or field is seen.
$ cp zhidu.db moved.db; sqlite3 moved.db "UPDATE member SET phone = (SELECT phone FROM member WHERE id = 'M2') WHERE id = 'M1'"; zhidu --book moved.db show member M1 --reveal --purpose test
! zhidu: member.phone cannot be decrypted: it was changed, or moved from elsewhere
= 3
$ cp zhidu.db moved.db; sqlite3 moved.db "UPDATE member SET phone = spent WHERE id = 'M1'"; zhidu --book moved.db show member M1 --reveal --purpose test
! zhidu: member.phone cannot be decrypted: it was changed, or moved from elsewhere
= 3
$ cp zhidu.db moved.db; sqlite3 moved.db "UPDATE member SET phone = substr(phone, 1, length(phone) - 3) WHERE id = 'M1'"; zhidu --book moved.db show member M1 --reveal --purpose test
! zhidu: member.phone cannot be decrypted: it was changed, or moved from elsewhere
= 3
$ cp zhidu.db moved.db; sqlite3 moved.db "UPDATE member SET phone = '13800000009' WHERE id = 'M1'"; zhidu --book moved.db show member M1 --reveal --purpose test; zhidu --book moved.db list member --columns id,phone --format csv; zhidu --book moved.db doctor --format csv | grep sens
| id,phone
| M1,***
| M2,***0002
| M3,***0003
| M4,
| sensitive values,"5 encrypted with the key in use, 0 with older keys; warning: 1 are plain"
! zhidu: member.phone is not encrypted as it should be; `zhidu migrate` encrypts what is from before, `zhidu doctor` counts
$ zhidu --book moved.db keys rotate
! zhidu: member M1: member.phone is not encrypted as it should be; `zhidu migrate` encrypts what is from before, `zhidu doctor` counts
= 3
$ sqlite3 moved.db "DELETE FROM zd_reveal"; zhidu --book moved.db audit --format csv 2>/dev/null | head -2
| place,trouble
| reveal 1 (entry 3),it was removed
