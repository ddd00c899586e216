/*
subject: sales_plan
gives:
  achieved: {type: money, title: 计划期内已实现净销售额, default: 0}
clause: D08 3.2
*/
SELECT p.id, sum(s.amount) AS achieved
FROM sales_plan p
JOIN customer c ON c.branch = p.branch
JOIN sales_order s ON s.customer = c.id
WHERE s.ordered_on BETWEEN p.starts_on AND p.ends_on AND s.ordered_on <= :as_of
GROUP BY p.id
