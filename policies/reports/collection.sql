/*
title: 回款台账
clause: D09 1.3
area: trade
columns:
  received_on: {type: date, title: 到账日期}
  id:          {type: text, title: 回款编号}
  customer:    {type: text, title: 客户}
  receivable:  {type: text, title: 应收编号}
  staff:       {type: text, title: 责任销售员}
  amount:      {type: money, title: 回款金额, unit: 元, total: sum}
  late:        {type: int, title: 晚于到期日, unit: 天}
*/
SELECT k.received_on AS received_on, k.id AS id, c.name AS customer, r.id AS receivable, s.name AS staff,
       k.amount AS amount, max(0, CAST(julianday(k.received_on) - julianday(r.due_on) AS INTEGER)) AS late
FROM collection k
JOIN receivable r ON r.id = k.receivable
JOIN customer c ON c.id = r.customer
LEFT JOIN staff s ON s.id = r.staff
WHERE k.received_on BETWEEN :period_start AND :period_end AND (:branch IS NULL OR c.branch = :branch)
ORDER BY k.received_on, k.id
