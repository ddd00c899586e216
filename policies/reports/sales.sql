/*
title: 销售台账
clause: D09 1.3
area: trade
parameters:
  customer: {type: ref, entity: customer, title: 客户}
note: 退货为负。
columns:
  ordered_on: {type: date, title: 下单日期}
  order_no:   {type: text, title: 订单号}
  customer:   {type: text, title: 客户}
  product:    {type: text, title: 产品}
  quantity:   {type: number, title: 数量}
  amount:     {type: money, title: 净额, unit: 元, total: sum}
  payment:    {type: enum, enum: payment_method, title: 付款方式}
  seller:     {type: text, title: 销售人员}
*/
SELECT o.ordered_on AS ordered_on, o.order_no AS order_no, c.name AS customer, coalesce(p.name, o.goods) AS product,
       o.quantity AS quantity, o.amount AS amount, o.payment AS payment, s.name AS seller
FROM sales_order o
JOIN customer c ON c.id = o.customer
LEFT JOIN product p ON p.id = o.product
LEFT JOIN staff s ON s.id = o.seller
WHERE o.ordered_on BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR c.branch = :branch) AND (:customer IS NULL OR c.id = :customer)
ORDER BY o.ordered_on, o.order_no, o.id
