# All or none; every bad row with its place.
$ "$DATA/shop-records/fill"
$ cat > more.csv <<'EOF'
> id,name,branch,kind,joined_on
> M5,郑五,south,private,2025-03-01
> M6,,south,private,
> M7,王七,west,private,2025-13-01
> EOF
$ zhidu import member more.csv
! more.csv:3:2: name: is required, got nothing
! more.csv:4:5: joined_on: wants a date such as 2025-11-30, got "2025-13-01"
! read 3, written 0, bad 2, duplicates 0, left out 0
! zhidu: more.csv: 2 bad rows; nothing was imported
= 3
$ zhidu list member --where 'id > M4' --format csv
| id,name,branch,kind,phone,joined_on
$ zhidu import member more.csv --skip-bad --rejects bad.csv
! more.csv:3:2: name: is required, got nothing
! more.csv:4:5: joined_on: wants a date such as 2025-11-30, got "2025-13-01"
! read 3, written 1, bad 2, duplicates 0, left out 0
$ cat bad.csv
| line,column,field,reason,id,name,branch,kind,joined_on
| 3,2,name,"is required, got nothing",M6,,south,private,
| 4,5,joined_on,"wants a date such as 2025-11-30, got ""2025-13-01""",M7,王七,west,private,2025-13-01
$ zhidu import member more.csv --skip-bad
! more.csv:2:1: id: member "M5" exists already
! more.csv:3:2: name: is required, got nothing
! more.csv:4:5: joined_on: wants a date such as 2025-11-30, got "2025-13-01"
! read 3, written 0, bad 3, duplicates 0, left out 0
! zhidu: every row is bad; nothing was imported
= 3
$ sed -i 3,4d more.csv; sed -i s/郑五/郑伍/ more.csv; zhidu import member more.csv
! more.csv:2:1: id: member "M5" exists already
! read 1, written 0, bad 1, duplicates 0, left out 0
! zhidu: more.csv: 1 bad row; nothing was imported
= 3
$ zhidu import member more.csv --update && zhidu list member --where 'id = M5' --columns name --format csv
| name
| 郑伍
! read 1, written 1, bad 0, duplicates 0, left out 0

# Unknown columns, other formats, gzip, standard input, somebody else's file.
$ printf 'id,nmae\nM8,x\n' | zhidu import member -
! zhidu: standard input:1:2: member has no field "nmae"; did you mean "name"?
= 3
$ printf 'id,name,branch\nM8,"x\n' | zhidu import member -
! standard input:2:2: the quote that opens here is never closed
! read 1, written 0, bad 1, duplicates 0, left out 0
! zhidu: standard input: 1 bad row; nothing was imported
= 3
$ echo '{"id":"M8","name":"冯八","branch":"north"}' | gzip | zhidu import member - --format jsonl
! read 1, written 1, bad 0, duplicates 0, left out 0
$ zhidu import sale "$DATA/shop-records/till.csv" --map policies/imports/till.yaml
! read 2, written 1, bad 0, duplicates 0, left out 1
$ cp "$DATA/shop-records/till.csv" . && zhidu import till.csv --map policies/imports/till.yaml
! till.csv:2:1: id: column "No": sale 10 exists already
! read 2, written 0, bad 1, duplicates 0, left out 1
! zhidu: till.csv: 1 bad row; nothing was imported
= 3
$ zhidu list sale --where 'id >= 10' --format csv
| id,member,sold_on,amount
| 10,M4,2025-04-03,100.01
$ zhidu import member nowhere.csv
! zhidu: nowhere.csv: there is no such file
= 3
$ printf 'id,name,branch\nM9,x,west\n' | zhidu import member -
! standard input:2:3: branch: there is no branch "west"
! read 1, written 0, bad 1, duplicates 0, left out 0
! zhidu: standard input: 1 bad row; nothing was imported
= 3
$ printf 'id,name,branch\nM9,x,north\nM9,y,north\n' | zhidu import member -
! standard input:3:1: id: member "M9" exists already
! read 2, written 0, bad 1, duplicates 0, left out 0
! zhidu: standard input: 1 bad row; nothing was imported
= 3
$ zhidu import member more.csv --rejects /dev/full --skip-bad
! more.csv:2:1: id: member "M5" exists already
! read 1, written 0, bad 1, duplicates 0, left out 0
! zhidu: more.csv: the rejected rows could not be written
= 3
$ zhidu import membre more.csv
! zhidu: no entity 'membre'; did you mean 'member'?
! More: zhidu help import
= 2
