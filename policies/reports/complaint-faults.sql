/*
title: 登记有误的投诉
clause: D10 3.2
area: service
note: 答复或解决早于受理，须核对登记。
columns:
  id:        {type: text, title: 投诉编号}
  customer:  {type: text, title: 客户}
  category:  {type: enum, enum: complaint_category, title: 类别}
  topic:     {type: text, title: 事由}
  opened:    {type: datetime, title: 受理时间}
  responded: {type: datetime, title: 首次答复}
  resolved:  {type: datetime, title: 解决}
  handler:   {type: text, title: 处理人}
*/
SELECT p.id AS id, c.name AS customer, p.category AS category, p.topic AS topic, p.opened AS opened,
       p.responded AS responded, p.resolved AS resolved, s.name AS handler
FROM complaint p
LEFT JOIN customer c ON c.id = p.customer
LEFT JOIN staff s ON s.id = p.handler
WHERE (p.responded < p.opened OR p.resolved < p.opened OR p.resolved < p.responded)
  AND substr(p.opened, 1, 10) BETWEEN :period_start AND :period_end AND (:branch IS NULL OR c.branch = :branch)
ORDER BY p.opened, p.id
