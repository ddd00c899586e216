# What a run decided is explained from the record, whatever the records and the files are by now.
$ "$DATA/shop-records/fill"
$ zhidu run member.voucher --as-of 2025-06-30 2>/dev/null >run; zhidu explain member.voucher M2 --run 1 >then; head -4 then
| 赠券 (member.voucher)  会员 M2  2025-06-30  run 1  release 1
|
| 结果
|   赠券额 = 6.00
$ sed -i 's/silver: 2%/silver: 1%/' policies/params/member.yaml; zhidu set member M2 joined_on=2025-06-01; zhidu explain member.voucher M2 --run 1 | diff then - && echo same
| same
$ zhidu explain member.voucher M2 --run 1 --format json | grep -o '"run":[0-9]*,"pack":"[^"]*"'
| "run":1,"pack":"release 1"
$ zhidu explain member.voucher M2 --run 99
! zhidu: there is no run 99
= 3
$ zhidu explain member.voucher M99 --run 1
! zhidu: run 1 has no member 'M99'
= 3
$ zhidu explain member.ranking M2 --run 1
! zhidu: run 1 did not decide member.ranking
= 3
