/*
title: 客户档案
clause: D04 2.2, D16 1.1
area: customer_file
note: 联系方式属保密资料，不在此列；证照以截止日有效者计。
columns:
  id:            {type: text, title: 客户编号}
  name:          {type: text, title: 名称}
  unit:          {type: text, title: 所属单位}
  channel_type:  {type: enum, enum: channel_type, title: 渠道类型}
  industry:      {type: enum, enum: industry, title: 行业}
  scale:         {type: enum, enum: customer_scale, title: 规模}
  manager:       {type: text, title: 客户经理}
  opened:        {type: date, title: 开户日期}
  fixed_assets:  {type: money, title: 固定资产}
  certificates:  {type: int, title: 有效证照, unit: 种}
  last_order:    {type: date, title: 最近下单}
  last_visit:    {type: date, title: 最近拜访}
*/
WITH held AS (
  SELECT customer, count(DISTINCT kind) AS kinds
  FROM certificate
  WHERE received_on <= :as_of AND (expires_on IS NULL OR expires_on >= :as_of)
  GROUP BY customer
), ordered AS (
  SELECT customer, max(ordered_on) AS last FROM sales_order WHERE ordered_on <= :as_of GROUP BY customer
), visited AS (
  SELECT customer, max(visited_on) AS last FROM visit WHERE visited_on <= :as_of GROUP BY customer
)
SELECT c.id AS id, c.name AS name, b.name AS unit, c.channel_type AS channel_type, c.industry AS industry,
       c.scale AS scale, s.name AS manager, c.account_opened AS opened, c.fixed_assets AS fixed_assets,
       coalesce(h.kinds, 0) AS certificates, o.last AS last_order, v.last AS last_visit
FROM customer c
LEFT JOIN branch b ON b.id = c.branch
LEFT JOIN staff s ON s.id = c.account_manager
LEFT JOIN held h ON h.customer = c.id
LEFT JOIN ordered o ON o.customer = c.id
LEFT JOIN visited v ON v.customer = c.id
WHERE :branch IS NULL OR c.branch = :branch
ORDER BY c.branch, c.id
