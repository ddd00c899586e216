/*
title: 客户拜访与回访记录
clause: D04 2.3, D07 3.2, D10 2
area: customer_file
parameters:
  customer: {type: ref, entity: customer, title: 客户}
columns:
  visited_on: {type: date, title: 日期}
  customer:   {type: text, title: 客户}
  staff:      {type: text, title: 拜访人}
  method:     {type: enum, enum: contact_method, title: 方式}
  content:    {type: text, title: 内容}
  feedback:   {type: text, title: 客户反馈}
*/
SELECT v.visited_on AS visited_on, c.name AS customer, s.name AS staff, v.method AS method, v.content AS content,
       v.feedback AS feedback
FROM visit v
JOIN customer c ON c.id = v.customer
JOIN staff s ON s.id = v.staff
WHERE v.visited_on BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR c.branch = :branch) AND (:customer IS NULL OR c.id = :customer)
ORDER BY v.visited_on, v.id
