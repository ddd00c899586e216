/*
subject: customer
gives:
  largest_order_12m: {type: money, title: 近十二个月最大单笔订单, default: 0}
clause: D10 1
*/
-- An order is the sum of its lines; one that only returns goods is no order.
WITH orders AS (
  SELECT customer, sum(amount) AS net
  FROM sales_order
  WHERE ordered_on > months_before(:as_of, 12) AND ordered_on <= :as_of
  GROUP BY customer, order_no
)
SELECT customer AS id, max(0, max(net)) AS largest_order_12m
FROM orders
GROUP BY customer
