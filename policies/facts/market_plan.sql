/*
subject: market_plan
gives:
  plan_spent: {type: money, title: 已核销费用, default: 0}
  plan_sold:  {type: money, title: 计划年度净销售额, default: 0}
clause: D13 2.2, 2.3
*/
-- What was approved for payment by the date, and what the unit's customers bought in the plan's year up to it.
SELECT p.id,
       (SELECT coalesce(sum(c.amount), 0) FROM expense_claim c JOIN expense_budget b ON b.id = c.budget
        WHERE b.market_plan = p.id AND c.status = 'approved' AND c.decided_on <= :as_of) AS plan_spent,
       (SELECT coalesce(sum(o.amount), 0) FROM sales_order o JOIN customer c ON c.id = o.customer
        WHERE c.branch = p.branch AND o.ordered_on BETWEEN p.year || '-01-01' AND min(p.year || '-12-31', :as_of)) AS plan_sold
FROM market_plan p
