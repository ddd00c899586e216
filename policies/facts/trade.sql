/*
subject: customer
gives:
  sales_12m:             {type: money, title: 近十二个月净销售额, default: 0}
  orders_12m:            {type: int, title: 近十二个月订单数, default: 0}
  ever_traded:           {type: bool, title: 曾经成交, default: false}
  days_since_last_order: {type: int, title: 距上次下单天数}
clause: D04 2.2, D07 1.1
*/
-- Sales are net of returns; an order counts when it has a line that was bought, not only returned.
-- A customer of whom only returns are on record bought before the book begins: the returns stand for the purchase.
SELECT customer AS id,
       coalesce(sum(amount) FILTER (WHERE ordered_on > months_before(:as_of, 12)), 0) AS sales_12m,
       count(DISTINCT order_no) FILTER (WHERE ordered_on > months_before(:as_of, 12) AND amount > 0) AS orders_12m,
       1 AS ever_traded,
       CAST(julianday(:as_of)
            - julianday(coalesce(max(ordered_on) FILTER (WHERE amount > 0), max(ordered_on))) AS INTEGER)
         AS days_since_last_order
FROM sales_order
WHERE ordered_on <= :as_of
GROUP BY customer
