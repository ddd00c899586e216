/*
title: 销售报告
clause: D04 3.4, D08 3.2
area: trade
note: 各单位本期的净销售额、回款和新签合同；退货为负。
columns:
  unit:      {type: text, title: 单位}
  orders:    {type: int, title: 订单, unit: 笔, total: sum}
  customers: {type: int, title: 成交客户, unit: 家, total: sum}
  sold:      {type: money, title: 净销售额, unit: 元, total: sum}
  received:  {type: money, title: 回款, unit: 元, total: sum}
  contracts: {type: int, title: 新签合同, unit: 份, total: sum}
  signed:    {type: money, title: 新签合同额, unit: 元, total: sum}
*/
WITH sold AS (
  SELECT c.branch, count(DISTINCT o.order_no) AS orders, count(DISTINCT o.customer) AS customers, sum(o.amount) AS amount
  FROM sales_order o JOIN customer c ON c.id = o.customer
  WHERE o.ordered_on BETWEEN :period_start AND :period_end
  GROUP BY c.branch
), received AS (
  SELECT c.branch, sum(k.amount) AS amount
  FROM collection k JOIN receivable r ON r.id = k.receivable JOIN customer c ON c.id = r.customer
  WHERE k.received_on BETWEEN :period_start AND :period_end
  GROUP BY c.branch
), signed AS (
  SELECT c.branch, count(*) AS contracts, sum(k.amount) AS amount
  FROM contract k JOIN customer c ON c.id = k.customer
  WHERE k.signed_on BETWEEN :period_start AND :period_end
  GROUP BY c.branch
)
SELECT b.name AS unit, coalesce(s.orders, 0) AS orders, coalesce(s.customers, 0) AS customers,
       coalesce(s.amount, 0) AS sold, coalesce(r.amount, 0) AS received,
       coalesce(g.contracts, 0) AS contracts, coalesce(g.amount, 0) AS signed
FROM branch b
LEFT JOIN sold s ON s.branch = b.id
LEFT JOIN received r ON r.branch = b.id
LEFT JOIN signed g ON g.branch = b.id
WHERE :branch IS NULL OR b.id = :branch
ORDER BY b.id
