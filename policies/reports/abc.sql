/*
title: 客户ABC分析表
clause: D05 3.2
area: trade
decisions: [classify.abc]
note: 名次、比重和类别是在全公司同一渠道类型内排列的；按单位查看时只列该单位的客户。
columns:
  channel_type:  {type: enum, enum: channel_type, title: 渠道类型}
  rank:          {type: int, title: 名次}
  id:            {type: text, title: 客户编号}
  name:          {type: text, title: 名称}
  sales_12m:     {type: money, title: 近十二个月净销售额, unit: 元, total: sum}
  share:         {type: rate, title: 比重}
  running_share: {type: rate, title: 累计比重}
  class:         {type: text, title: 类别}
*/
WITH sold AS (
  SELECT customer, sum(amount) AS net
  FROM sales_order
  WHERE ordered_on > months_before(:as_of, 12) AND ordered_on <= :as_of
  GROUP BY customer
)
SELECT c.channel_type AS channel_type, d.rank AS rank, c.id AS id, c.name AS name, coalesce(s.net, 0) AS sales_12m,
       round(d.share, 4) AS share, round(d.running_share, 4) AS running_share, d.class AS class
FROM customer c
JOIN decision_classify_abc d ON d.subject = c.id
LEFT JOIN sold s ON s.customer = c.id
WHERE :branch IS NULL OR c.branch = :branch
ORDER BY c.channel_type, d.rank
