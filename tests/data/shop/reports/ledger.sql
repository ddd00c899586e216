/*
title: 销售台账
clause: S1 4
parameters:
  member: {type: ref, entity: member, title: 会员}
sign: [店长, 会计]
note: 退货为负
columns:
  day:    {type: date, title: 日期}
  member: {type: text, title: 会员}
  kind:   {type: enum, enum: kind, title: 种类}
  amount: {type: money, title: 金额, unit: 元, total: sum}
*/
SELECT s.sold_on AS day, m.name AS member, m.kind AS kind, s.amount AS amount
FROM sale s JOIN member m ON m.id = s.member
WHERE s.sold_on BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR m.branch = :branch) AND (:member IS NULL OR m.id = :member)
ORDER BY s.sold_on, s.id
