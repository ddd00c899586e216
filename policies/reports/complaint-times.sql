/*
title: 投诉处理用时统计
clause: D02 7, D10 3.3
area: service
parameters:
  detail: {type: bool, title: 按事由细分}
note: 按受理日期统计。比例与中位数只算已解决而登记无误的；解决早于受理的为登记有误，须核对。
columns:
  category: {type: enum, enum: complaint_category, title: 类别}
  topic:    {type: text, title: 事由}
  total:    {type: int, title: 受理, unit: 件, total: sum}
  open:     {type: int, title: 未解决, unit: 件, total: sum}
  faulty:   {type: int, title: 登记有误, unit: 件, total: sum}
  closed:   {type: int, title: 已解决, unit: 件, total: sum}
  in_24:    {type: rate, title: 24 小时内}
  in_72:    {type: rate, title: 72 小时内}
  median:   {type: number, title: 用时中位数, unit: 小时}
*/
WITH timed AS (
  SELECT coalesce(category, 'other') AS category, CASE WHEN :detail THEN coalesce(topic, '（未填）') END AS topic,
         CASE WHEN substr(resolved, 1, 10) <= :as_of
              THEN CAST(strftime('%s', resolved) AS INTEGER) - CAST(strftime('%s', opened) AS INTEGER) END AS used
  FROM complaint
  LEFT JOIN customer c ON c.id = complaint.customer
  WHERE substr(opened, 1, 10) BETWEEN :period_start AND :period_end AND (:branch IS NULL OR c.branch = :branch)
), placed AS (
  SELECT category, topic, used, row_number() OVER (PARTITION BY category, topic ORDER BY used) AS place,
         count(*) OVER (PARTITION BY category, topic) AS many
  FROM timed
  WHERE used >= 0
), middle AS (
  SELECT category, topic, avg(used) AS used FROM placed WHERE place IN ((many + 1) / 2, (many + 2) / 2) GROUP BY 1, 2
)
SELECT t.category AS category, t.topic AS topic, count(*) AS total, sum(t.used IS NULL) AS open,
       coalesce(sum(t.used < 0), 0) AS faulty, coalesce(sum(t.used >= 0), 0) AS closed,
       round(1.0 * sum(t.used BETWEEN 0 AND 86400) / nullif(sum(t.used >= 0), 0), 4) AS in_24,
       round(1.0 * sum(t.used BETWEEN 0 AND 259200) / nullif(sum(t.used >= 0), 0), 4) AS in_72,
       round(max(m.used) / 3600, 2) AS median
FROM timed t
LEFT JOIN middle m ON m.category = t.category AND m.topic IS t.topic
GROUP BY t.category, t.topic
ORDER BY total DESC, t.category, t.topic
