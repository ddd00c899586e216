/*
subject: customer
gives:
  opening_stock:   {type: money, title: 期初库存}
  closing_stock:   {type: money, title: 期末库存}
  stock_purchases: {type: money, title: 两次盘点之间的进货}
  stock_days:      {type: int, title: 两次盘点相隔天数, unit: 天}
clause: D05 3.3
*/
-- From the first to the last stock report of the last twelve months; with fewer than two there is nothing to infer.
WITH reported AS (
  SELECT customer, min(reported_on) AS opened, max(reported_on) AS closed
  FROM stock_report
  WHERE reported_on > months_before(:as_of, 12) AND reported_on <= :as_of -- fixed: 近十二个月
  GROUP BY customer
)
SELECT r.customer AS id,
       (SELECT sum(stock) FROM stock_report WHERE customer = r.customer AND reported_on = r.opened) AS opening_stock,
       (SELECT sum(stock) FROM stock_report WHERE customer = r.customer AND reported_on = r.closed) AS closing_stock,
       (SELECT coalesce(sum(amount), 0) FROM sales_order
        WHERE customer = r.customer AND ordered_on > r.opened AND ordered_on <= r.closed) AS stock_purchases,
       CAST(julianday(r.closed) - julianday(r.opened) AS INTEGER) AS stock_days
FROM reported r
WHERE r.closed > r.opened
