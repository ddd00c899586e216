/*
subject: market_plan
gives:
  plan_spent: {type: money, title: 已核销费用, default: 0}
  plan_sold:  {type: money, title: 计划年度净销售额, default: 0}
clause: D13 2.2, 2.3
*/
-- What was approved for payment by the date, and what the unit's customers bought in the plan's year up to it.
WITH spent AS (
  SELECT b.market_plan, sum(c.amount) AS amount
  FROM expense_claim c JOIN expense_budget b ON b.id = c.budget
  WHERE c.status = 'approved' AND c.decided_on <= :as_of
  GROUP BY b.market_plan
), sold AS (
  SELECT c.branch, CAST(substr(o.ordered_on, 1, 4) AS INTEGER) AS year, sum(o.amount) AS net
  FROM sales_order o JOIN customer c ON c.id = o.customer
  WHERE o.ordered_on <= :as_of
  GROUP BY 1, 2
)
SELECT p.id, coalesce(s.amount, 0) AS plan_spent, coalesce(n.net, 0) AS plan_sold
FROM market_plan p
LEFT JOIN spent s ON s.market_plan = p.id
LEFT JOIN sold n ON n.branch = p.branch AND n.year = p.year
