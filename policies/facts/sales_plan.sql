/*
subject: sales_plan
gives:
  achieved: {type: money, title: 计划期内已实现净销售额, default: 0}
clause: D08 3.2
*/
-- What the unit's customers bought, each day added up once.
WITH day AS (
  SELECT c.branch, s.ordered_on, sum(s.amount) AS net
  FROM sales_order s JOIN customer c ON c.id = s.customer
  WHERE s.ordered_on >= (SELECT min(starts_on) FROM sales_plan) AND s.ordered_on <= :as_of
  GROUP BY c.branch, s.ordered_on
)
SELECT p.id, sum(d.net) AS achieved
FROM sales_plan p
JOIN day d ON d.branch = p.branch AND d.ordered_on BETWEEN p.starts_on AND p.ends_on
GROUP BY p.id
