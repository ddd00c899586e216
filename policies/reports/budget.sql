/*
title: 市场费用预算执行表
clause: D13 3
area: market_plan
note: 已用为截止日前核准的报销；待审为尚未办结的报销。
columns:
  unit:    {type: text, title: 单位}
  year:    {type: int, title: 年度}
  line:    {type: enum, enum: expense_line, title: 费用项目}
  amount:  {type: money, title: 预算, unit: 元, total: sum}
  used:    {type: money, title: 已用, unit: 元, total: sum}
  waiting: {type: money, title: 待审, unit: 元, total: sum}
  left:    {type: money, title: 余额, unit: 元, total: sum}
  share:   {type: rate, title: 已用比例}
*/
WITH spent AS (
  SELECT budget,
         sum(CASE WHEN status = 'approved' AND decided_on <= :as_of THEN amount ELSE 0 END) AS used,
         sum(CASE WHEN status = 'open' THEN amount ELSE 0 END) AS waiting
  FROM expense_claim
  WHERE claimed_on <= :as_of
  GROUP BY budget
)
SELECT b.name AS unit, p.year AS year, e.line AS line, e.amount AS amount, coalesce(s.used, 0) AS used,
       coalesce(s.waiting, 0) AS waiting, e.amount - coalesce(s.used, 0) AS left,
       round(CASE WHEN e.amount > 0 THEN 1.0 * coalesce(s.used, 0) / e.amount END, 4) AS share
FROM expense_budget e
JOIN market_plan p ON p.id = e.market_plan
JOIN branch b ON b.id = p.branch
LEFT JOIN spent s ON s.budget = e.id
WHERE p.year = CAST(substr(:as_of, 1, 4) AS INTEGER) AND (:branch IS NULL OR b.id = :branch)
ORDER BY b.id, e.line, e.id
