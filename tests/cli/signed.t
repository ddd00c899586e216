# Releases as signed files: one made here, one book that takes nothing else.
$ mkdir group branch && cd group && "$DATA/shop-records/fill" && zhidu release key key >../public && wc -c <../public && stat -c %a key
| 65
| 600
$ cd branch && "$DATA/shop-records/fill" && mkdir -p policies/branches/south && echo 'member.voucher.least: {value: 7, why: 试点}' >policies/branches/south/params.yaml && zhidu publish --effective 2025-01-01 --as-of 2025-06-30 -m '南店' | tail -1
| release 2, in force from 2025-01-01
$ cd group && sed -i 's/gold: 4%, silver: 2%/gold: 4%, silver: 1%/' policies/params/member.yaml && zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '银卡减半' | tail -1
| release 2, in force from 2025-07-01
$ cd group && zhidu release export 2 ../two --key key && zhidu release export 2 ../again --key key && cmp ../two ../again
$ head -8 two | sed "s/^key .*/key …/; s/$(id -un)/me/" && tail -n 1 two | cut -c1-10
| zhidu release 1
| key …
| release 2
| effective 2025-07-01
| hash 11c8f03667eb40ebcce7fc3adf1a5b17f036d8f6f0fdaa1d6e671ba3ce309386
| author "me"
| message "银卡减半"
| files 16
| signature 
$ cd group && zhidu release key key
! zhidu: key: this file exists already; it is left as it is
! More: zhidu help release key
= 2
$ cd group && zhidu release export 9 ../nine --key key
! zhidu: there is no release 9
= 3
$ cd group && zhidu release export 2 ../none --key policies/pack.yaml
! zhidu: policies/pack.yaml: others can read this secret key: chmod 600 first
= 5
$ cd group && chmod 600 policies/pack.yaml && zhidu release export 2 ../none --key policies/pack.yaml
! zhidu: policies/pack.yaml: this is no secret key of zhidu
= 3
$ ls
| again
| branch
| group
| public
| two

# Trust comes first, and is on record.
$ cd branch && zhidu release import ../two
! zhidu: this book trusts no key yet (zhidu release trust KEY)
= 5
$ cd branch && zhidu release trust 12ab -m 'what is this'
! zhidu: '12ab' is no public key: it has 64 hexadecimal digits
! More: zhidu help release trust
= 2
$ cd branch && zhidu release trust $(cat ../public)
! zhidu: trust wants the reason: -m WHY
! More: zhidu help release trust
= 2
$ cd branch && zhidu release trust $(cat ../public) --branch south -m '集团的公钥，电话核对' && zhidu release trust --format csv | cut -d, -f2,3,6
| trusted,branch,message
| true,south,集团的公钥，电话核对

# From then on only files of the branch are the book's own.
$ cd branch && sed -i 's/gold: 4%, silver: 2%/gold: 4%, silver: 1%/' policies/params/member.yaml && zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '自己改'
! zhidu: params/member.yaml: this book takes signed releases only: the file differs from release 2; only files under branches/south/ are the book's own (zhidu release import brings the others)
= 5
$ cd branch && cp policies/params/member.yaml policies/params/other.yaml; sed -i 's/^member/other/' policies/params/other.yaml; zhidu show release-2 params/member.yaml >policies/params/member.yaml && zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '加一个文件'
! zhidu: params/other.yaml: this book takes signed releases only: the file differs from release 2; only files under branches/south/ are the book's own (zhidu release import brings the others)
= 5
$ cd branch && rm policies/params/other.yaml && sed -i 's/value: 8/value: 9/' policies/branches/north/params.yaml && zhidu publish --effective 2025-07-01 --as-of 2025-06-30 -m '别店的文件'
! zhidu: branches/north/params.yaml: this book takes signed releases only: the file differs from release 2; only files under branches/south/ are the book's own (zhidu release import brings the others)
= 5
$ cd branch && zhidu show release-2 branches/north/params.yaml >policies/branches/north/params.yaml && sed -i 's/value: 7/value: 6/' policies/branches/south/params.yaml && zhidu publish --effective 2025-02-01 --as-of 2025-06-30 -m '本店的文件' | tail -1
| release 3, in force from 2025-02-01

# Import keeps them and brings the rest.
$ cd branch && zhidu release import ../two --as-of 2025-06-30 --dry-run
| 影响：与版本 3 相比，记录截至 2025-06-30，按 2025-07-01 起的规定
| 制度  代号            期间  对象  改变  金额    增加  减少  不能决定
| ----  --------------  ----  ----  ----  ------  ----  ----  --------
| 赠券  member.voucher           4     1  赠券额  0.00  6.00
|
| 制度  分公司  对象  改变  金额    增加  减少
| ----  ------  ----  ----  ------  ----  ----
| 赠券  south      2     1  赠券额  0.00  6.00
|
| nothing is published
$ cd branch && zhidu release import ../two --as-of 2025-06-30 | tail -1
| release 4, in force from 2025-07-01
$ cd branch && zhidu show release-4 branches/south/params.yaml && zhidu show release-4 params/member.yaml | grep -c 'silver: 1%'
| member.voucher.least: {value: 6, why: 试点}
| 1
$ cd branch && zhidu release import ../two
! zhidu: ../two: this release is in the book already, as release 4
= 3
$ cd branch && zhidu releases --format csv | cut -d, -f1-3,6,7
| id,status,effective,message,origin
| 1,superseded,0001-01-01,first release,
| 2,superseded,2025-01-01,南店,
| 3,superseded,2025-02-01,本店的文件,
| 4,in_force,2025-07-01,银卡减半,签名文件（版本 2）
$ cd branch && zhidu rollback 3 --effective 2025-08-01 --as-of 2025-08-01 -m '没有签名的旧内容'
! zhidu: params/member.yaml: this book takes signed releases only: the file differs from release 4; only files under branches/south/ are the book's own (zhidu release import brings the others)
= 5
$ cd branch && zhidu rollback 4 --effective 2025-08-01 --as-of 2025-08-01 -m '签过名的' | tail -1
| release 5, in force from 2025-08-01

# Tampered, foreign, broken, and not one at all: nothing is half done.
$ sed 's/silver: 1%/silver: 9%/' two >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: the signature does not fit: the file was changed after it was signed, or is not by the key that it names
= 3
$ sed 's/^effective .*/effective 2024-01-01/' two >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: the signature does not fit: the file was changed after it was signed, or is not by the key that it names
= 3
$ head -c 2000 two >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: the signed release ends before its signature: the file is not whole
= 3
$ (cat two; echo more) >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: the signed release ends before its signature: the file is not whole
= 3
$ sed '1s/1/2/' two >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: the signed release has another version than 1, the one that is known
= 3
$ : >bad && cd branch && zhidu release import ../bad
! zhidu: ../bad: this is no signed release
= 3
$ cd branch && zhidu release import ../nowhere
! zhidu: ../nowhere: cannot be opened: No such file or directory
= 3
$ cd branch && zhidu release import .
! zhidu: .: is not a regular file
= 3
$ cd group && zhidu release key other >/dev/null && zhidu release export 2 ../foreign --key other && cd ../branch && zhidu release import ../foreign 2>&1 | sed 's/by [0-9a-f]*/by …/'
| zhidu: the release is signed by …, which this book does not trust
$ truncate -s 300M huge && cd branch && zhidu release import ../huge; rm ../huge
! zhidu: ../huge: has more than 268435456 bytes
$ cd branch && zhidu releases --format csv | wc -l
| 6

# A group's change that breaks the branch's override stops, with the branch's file and line.
$ cd group && sed -i 's/branch: {min: 1, max: 10}/branch: {min: 8, max: 10}/' policies/params/member.yaml && zhidu publish --effective 2025-09-01 --as-of 2025-09-01 -m '护栏收紧' | tail -1 && zhidu release export 3 ../three --key key
| release 3, in force from 2025-09-01
$ cd branch && zhidu release import ../three --as-of 2025-09-01
! branches/south/params.yaml:1:31: error: branch south goes beyond the guardrail of member.voucher.least: 6.00 is below the minimum 8.00 [guardrail]
! zhidu: branches/south/params.yaml:1:31: branch south goes beyond the guardrail of member.voucher.least: 6.00 is below the minimum 8.00
= 5

# No longer trusted.
$ cd branch && zhidu release trust $(cat ../public) --revoke -m '密钥遗失' && zhidu release trust --format csv | cut -d, -f2,6
| trusted,message
| true,集团的公钥，电话核对
| false,密钥遗失
$ cd branch && zhidu release import ../three
! zhidu: this book trusts no key yet (zhidu release trust KEY)
= 5
$ cd branch && zhidu release trust $(cat ../public) --revoke -m '再次'
! zhidu: this book does not trust that key
! More: zhidu help release trust
= 2
$ cd branch && zhidu audit --format csv 2>/dev/null
| place,trouble
