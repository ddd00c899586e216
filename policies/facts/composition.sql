/*
subject: branch_channel
gives:
  channel_sales_12m: {type: money, title: 本渠道类型近十二个月净销售额}
  branch_sales_12m:  {type: money, title: 本单位近十二个月净销售额}
clause: D05 3.1
*/
-- The unit's total is taken from the orders, not from the items, so that a channel type nobody listed cannot hide.
WITH sold AS (
  SELECT c.branch, c.channel_type, sum(s.amount) AS net
  FROM sales_order s JOIN customer c ON c.id = s.customer
  WHERE s.ordered_on > months_before(:as_of, 12) AND s.ordered_on <= :as_of
  GROUP BY c.branch, c.channel_type
)
SELECT b.id AS id,
       coalesce((SELECT net FROM sold WHERE branch = b.branch AND channel_type = b.channel_type), 0) AS channel_sales_12m,
       coalesce((SELECT sum(net) FROM sold WHERE branch = b.branch), 0) AS branch_sales_12m
FROM branch_channel b
