/*
title: 应收账款账龄分析表
clause: D09 1.3, 1.8
area: credit
decisions: [sales.collection]
note: 按截止日未收余额与逾期天数分列；账龄分界见参数 sales.collection.ages。
columns:
  unit:      {type: text, title: 单位}
  id:        {type: text, title: 客户编号}
  customer:  {type: text, title: 客户}
  items:     {type: int, title: 笔数, unit: 笔, total: sum}
  open:      {type: money, title: 未收余额, unit: 元, total: sum}
  current:   {type: money, title: 未到期, unit: 元, total: sum}
  within_30: {type: money, title: 逾期三十天以内, unit: 元, total: sum}
  within_60: {type: money, title: 逾期六十天以内, unit: 元, total: sum}
  within_90: {type: money, title: 逾期九十天以内, unit: 元, total: sum}
  over_90:   {type: money, title: 逾期九十天以上, unit: 元, total: sum}
*/
WITH paid AS (
  SELECT receivable, sum(amount) AS amount FROM collection WHERE received_on <= :as_of GROUP BY receivable
), item AS (
  SELECT r.customer, d.age, r.amount - coalesce(p.amount, 0) AS open
  FROM receivable r
  JOIN decision_sales_collection d ON d.subject = r.id
  LEFT JOIN paid p ON p.receivable = r.id
)
SELECT b.name AS unit, c.id AS id, c.name AS customer, count(*) AS items, sum(i.open) AS open,
       sum(CASE i.age WHEN 'current' THEN i.open ELSE 0 END) AS current,
       sum(CASE i.age WHEN 'within_30' THEN i.open ELSE 0 END) AS within_30,
       sum(CASE i.age WHEN 'within_60' THEN i.open ELSE 0 END) AS within_60,
       sum(CASE i.age WHEN 'within_90' THEN i.open ELSE 0 END) AS within_90,
       sum(CASE i.age WHEN 'over_90' THEN i.open ELSE 0 END) AS over_90
FROM item i
JOIN customer c ON c.id = i.customer
LEFT JOIN branch b ON b.id = c.branch
WHERE :branch IS NULL OR c.branch = :branch
GROUP BY c.id
ORDER BY b.id, open DESC, c.id
