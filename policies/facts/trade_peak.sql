/*
subject: customer
gives:
  peak_month: {type: money, title: 近十二个月最大月度业务量, default: 0}
clause: D16 3.2.2.1
*/
-- The highest net calendar month inside the window; a month without trade is 0, so the peak is never below it.
SELECT c.id AS id,
       (SELECT max(0, max(net))
        FROM (SELECT sum(o.amount) AS net
              FROM sales_order o
              WHERE o.customer = c.id
                AND o.ordered_on > months_before(:as_of, 12) AND o.ordered_on <= :as_of -- fixed: 近十二个月，D16 3.2.2.1
              GROUP BY substr(o.ordered_on, 1, 7))) AS peak_month
FROM customer c
