# Releases, and care of the book.
$ "$DATA/shop-records/fill"
$ zhidu param set member.voucher.least 6
$ zhidu param get member.voucher.least
| 6.00
$ zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '赠券起点提高'
| 影响：与版本 1 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额  增加  减少  不能决定
| ----  --------------  ----  ----  ----  ----  ----  ----  --------
| 赠券  member.voucher           4     0
|
| release 2, in force from 2025-07-01
$ zhidu releases --format csv | cut -d, -f1,2,3,6
| id,status,effective,message
| 1,superseded,0001-01-01,first release
| 2,in_force,2025-07-01,赠券起点提高
$ zhidu publish --effective 2025-13-01 -m x
! zhidu: publish wants the first day in force: --effective 2026-01-01
! More: zhidu help publish
= 2
$ zhidu publish --effective 2025-10-01 --as-of 2025-10-31 -m 'nothing new'
| 影响：与版本 2 相比，记录截至 2025-10-31，按 2025-10-01 起的规定
| 没有一项制度的决定会因此改变
|
| release 3, in force from 2025-10-01
$ sed -i 's/voucher: 40}/voucher: 41}/' policies/cases/member/voucher.yaml
$ zhidu publish --effective 2026-01-01 -m 'a case fails'
! zhidu: 1 of 8 cases fail (zhidu test says which); nothing is published
= 1
$ zhidu doctor
| 检查项            结果
| ----------------  --------------------------------------------------
| book              ok
| release 3         ok
| sensitive values  2 encrypted with the key in use, 0 with older keys
$ zhidu backup copy.db && zhidu --book copy.db doctor
| 检查项            结果
| ----------------  --------------------------------------------------
| book              ok
| release 3         ok
| sensitive values  2 encrypted with the key in use, 0 with older keys
$ zhidu backup copy.db
! zhidu: copy.db: this file exists already; it is left as it is
! More: zhidu help backup
= 2
$ zhidu restore copy.db
! zhidu: zhidu.db exists; --force puts the backup in its place and keeps it as zhidu.db.before
! More: zhidu help restore
= 2
$ zhidu restore copy.db --force && zhidu list branch --format csv
| id,name
| north,北店
| south,南店
$ echo rubbish > bad.db; zhidu restore bad.db --force; zhidu --book bad.db doctor
! zhidu: bad.db: this file is not a book of zhidu, nor any SQLite database (file is not a database)
! zhidu: bad.db: this file is not a book of zhidu, nor any SQLite database (file is not a database)
= 3
$ zhidu restore nowhere.db
! zhidu: zhidu.db exists; --force puts the backup in its place and keeps it as zhidu.db.before
! More: zhidu help restore
= 2

# A field more in the pack.
$ sed -i "s/joined_on: .*/&\n      email:     {type: text, title: 邮箱}/" policies/model/shop.yaml
$ zhidu migrate --dry-run
| entity  field  change
| ------  -----  ---------
| member  email  new field
$ zhidu migrate --format csv
| entity,field,change
| member,email,new field
$ zhidu list member --columns id,email --limit 1 --format csv
| id,email
| M1,
$ zhidu migrate
| entity  field  change
| ------  -----  ------
