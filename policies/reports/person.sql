/*
title: 个人销售台账
clause: D09 1.3
area: trade
parameters:
  person: {type: ref, entity: staff, title: 员工, required: true}
note: 销售与回款按日期排列；退货为负。
columns:
  day:      {type: date, title: 日期}
  kind:     {type: text, title: 事项}
  number:   {type: text, title: 单号}
  customer: {type: text, title: 客户}
  sold:     {type: money, title: 销售额, unit: 元, total: sum}
  received: {type: money, title: 回款额, unit: 元, total: sum}
*/
SELECT o.ordered_on AS day, '销售' AS kind, o.order_no AS number, c.name AS customer, o.amount AS sold, NULL AS received
FROM sales_order o JOIN customer c ON c.id = o.customer
WHERE o.seller = :person AND o.ordered_on BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR c.branch = :branch)
UNION ALL
SELECT k.received_on, '回款', k.id, c.name, NULL, k.amount
FROM collection k
JOIN receivable r ON r.id = k.receivable
JOIN customer c ON c.id = r.customer
WHERE r.staff = :person AND k.received_on BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR c.branch = :branch)
ORDER BY day, kind, number
