# Cases that fail are told with their place and what differs; lines that no case ran too.
$ cp -r "$DATA/shop" policies
$ zhidu test
| member.ranking: 1 passed, 0 failed; 8 of 8 lines ran
| member.tier: 3 passed, 0 failed; 6 of 6 lines ran
| member.voucher: 4 passed, 0 failed; 8 of 8 lines ran
| 22 of 22 lines of policies ran
| 8 passed, 0 failed
$ zhidu test member.tier
| member.tier: 3 passed, 0 failed; 6 of 6 lines ran
| 6 of 6 lines of policies ran
| 3 passed, 0 failed
$ zhidu test nothing
! zhidu: no policy 'nothing'
! More: zhidu help test
= 2
$ sed -i 's/expect: {tier: gold}/expect: {tier: silver}/; s/S1 2.1/S1 9/' policies/cases/member/tier.yaml
$ sed -i '/- name: 未消费/,$d' policies/cases/member/tier.yaml
$ zhidu test --junit cases.xml
| member.ranking: 1 passed, 0 failed; 8 of 8 lines ran
| cases/member/tier.yaml:3: failed: member.tier: 一千元整是金卡
|     tier: expected "silver", got "gold"
|     reasons: expected S1 9; got S1 2.1
| member.tier: 1 passed, 1 failed; 6 of 6 lines ran
| member.voucher: 4 passed, 0 failed; 8 of 8 lines ran
| 22 of 22 lines of policies ran
| 6 passed, 1 failed
= 1
$ cat cases.xml
| <?xml version="1.0" encoding="UTF-8"?>
| <testsuites>
| <testsuite name="member.ranking" tests="1" failures="0">
| <testcase classname="member.ranking" name="同额按编号"/>
| </testsuite>
| <testsuite name="member.tier" tests="2" failures="1">
| <testcase classname="member.tier" name="一千元整是金卡">
| <failure message="cases/member/tier.yaml:3">tier: expected &quot;silver&quot;, got &quot;gold&quot;&#10;reasons: expected S1 9; got S1 2.1</failure>
| </testcase>
| <testcase classname="member.tier" name="差一分是银卡"/>
| </testsuite>
| <testsuite name="member.voucher" tests="4" failures="0">
| <testcase classname="member.voucher" name="金卡二〇二五年按百分之四"/>
| <testcase classname="member.voucher" name="金卡二〇二六年按百分之五"/>
| <testcase classname="member.voucher" name="北店的起点"/>
| <testcase classname="member.voucher" name="负数"/>
| </testsuite>
| </testsuites>
$ zhidu test --junit no/such/folder.xml
! zhidu: no/such/folder.xml: No such file or directory
= 3
$ zhidu test --junit /dev/full member.tier >/dev/null
! zhidu: /dev/full: No space left on device
= 3
