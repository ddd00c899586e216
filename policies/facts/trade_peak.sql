/*
subject: customer
gives:
  peak_month: {type: money, title: 近十二个月最大月度业务量, default: 0}
clause: D16 3.2.2.1
*/
-- The highest net calendar month inside the window; a month without trade is 0, so the peak is never below it.
WITH monthly AS (
  SELECT customer, sum(amount) AS net
  FROM sales_order
  WHERE ordered_on > months_before(:as_of, 12) AND ordered_on <= :as_of -- fixed: 近十二个月，D16 3.2.2.1
  GROUP BY customer, substr(ordered_on, 1, 7)
)
SELECT customer AS id, max(0, max(net)) AS peak_month
FROM monthly
GROUP BY customer
