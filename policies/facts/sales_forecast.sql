/*
subject: branch
gives:
  pipeline_stages:  {type: list, title: 本期预计成交商机的阶段}
  pipeline_amounts: {type: list, title: 本期预计成交商机的金额（分）}
  recent_sales:     {type: list, title: 前各月净销售额（分，最近的在前）}
  last_year_sales:  {type: money, title: 上年同月净销售额}
clause: D04 3.3
*/
-- The deals not yet closed that are expected to close in the period, and the sales of up to twelve whole months before
-- it, back to the unit's first month with sales. A deal without an amount counts with the product's list price. A deal
-- belongs to its own unit, else to the customer's, else to the seller's; an order likewise. Last year's month is there
-- when it lies in the record.
WITH RECURSIVE back (n, first_day) AS (
  SELECT 1, date(:period_start, 'start of month', '-1 month')
  UNION ALL
  SELECT n + 1, date(first_day, '-1 month') FROM back WHERE n < 12 -- fixed: 至多取近十二个月，几个月由参数定
), sold AS (
  SELECT coalesce(c.branch, e.branch) AS branch, substr(s.ordered_on, 1, 7) AS month, sum(s.amount) AS net
  FROM sales_order s
  JOIN customer c ON c.id = s.customer
  LEFT JOIN staff e ON e.id = s.seller
  WHERE s.ordered_on < :period_start
  GROUP BY 1, 2
), began AS (
  SELECT branch, min(month) AS month FROM sold GROUP BY branch
), recent AS (
  SELECT branch, json_group_array(net) AS sales
  FROM (SELECT g.branch, coalesce(s.net, 0) AS net
        FROM began g
        JOIN back b ON substr(b.first_day, 1, 7) >= g.month
        LEFT JOIN sold s ON s.branch = g.branch AND s.month = substr(b.first_day, 1, 7)
        ORDER BY g.branch, b.n)
  GROUP BY branch
), deal AS (
  SELECT coalesce(o.branch, c.branch, s.branch) AS branch, o.stage, coalesce(o.expected_amount, p.list_price, 0) AS amount
  FROM opportunity o
  JOIN staff s ON s.id = o.seller
  LEFT JOIN customer c ON c.id = o.customer
  LEFT JOIN product p ON p.id = o.product
  WHERE o.expected_on BETWEEN :period_start AND :period_end
    AND coalesce(o.opened_on <= :period_end, 1) AND (o.status = 'open' OR coalesce(o.closed_on > :period_end, 0))
  ORDER BY o.id
), pipeline AS (
  SELECT branch, json_group_array(stage) AS stages, json_group_array(amount) AS amounts FROM deal GROUP BY branch
)
SELECT b.id,
       coalesce(p.stages, '[]')  AS pipeline_stages,
       coalesce(p.amounts, '[]') AS pipeline_amounts,
       coalesce(r.sales, '[]')   AS recent_sales,
       CASE WHEN g.month <= substr(date(:period_start, '-12 months'), 1, 7)
            THEN coalesce((SELECT net FROM sold WHERE branch = b.id AND month = substr(date(:period_start, '-12 months'), 1, 7)), 0)
       END AS last_year_sales
FROM branch b
LEFT JOIN pipeline p ON p.branch = b.id
LEFT JOIN recent r ON r.branch = b.id
LEFT JOIN began g ON g.branch = b.id
