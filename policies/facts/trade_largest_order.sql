/*
subject: customer
gives:
  largest_order_12m: {type: money, title: 近十二个月最大单笔订单, default: 0}
clause: D10 1
*/
-- An order is the sum of its lines; one that only returns goods is no order.
SELECT c.id AS id,
       (SELECT max(0, max(net))
        FROM (SELECT sum(o.amount) AS net
              FROM sales_order o
              WHERE o.customer = c.id AND o.ordered_on > months_before(:as_of, 12) AND o.ordered_on <= :as_of
              GROUP BY o.order_no)) AS largest_order_12m
FROM customer c
