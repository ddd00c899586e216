/*
title: 应收账款台账
clause: D09 1.3, 1.8
area: credit
note: 只列截止日尚未收清的账款。
columns:
  id:       {type: text, title: 应收编号}
  customer: {type: text, title: 客户}
  staff:    {type: text, title: 责任销售员}
  booked:   {type: date, title: 入账日期}
  due:      {type: date, title: 到期日期}
  amount:   {type: money, title: 应收金额, unit: 元, total: sum}
  received: {type: money, title: 已收, unit: 元, total: sum}
  open:     {type: money, title: 未收余额, unit: 元, total: sum}
  overdue:  {type: int, title: 逾期, unit: 天}
*/
WITH paid AS (
  SELECT receivable, sum(amount) AS amount FROM collection WHERE received_on <= :as_of GROUP BY receivable
)
SELECT r.id AS id, c.name AS customer, s.name AS staff, r.booked_on AS booked, r.due_on AS due, r.amount AS amount,
       coalesce(p.amount, 0) AS received, r.amount - coalesce(p.amount, 0) AS open,
       max(0, CAST(julianday(:as_of) - julianday(r.due_on) AS INTEGER)) AS overdue
FROM receivable r
JOIN customer c ON c.id = r.customer
LEFT JOIN staff s ON s.id = r.staff
LEFT JOIN paid p ON p.receivable = r.id
WHERE r.booked_on <= :as_of AND r.amount > coalesce(p.amount, 0) AND (:branch IS NULL OR c.branch = :branch)
ORDER BY overdue DESC, r.id
