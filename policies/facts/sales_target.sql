/*
subject: staff
gives:
  carries_target: {type: bool, title: 分担本年销售目标, default: false}
  unit_target:    {type: money, title: 所属单位年度销售目标}
  last_year:      {type: money, title: 上年净销售额, default: 0}
clause: D08 3.1
*/
-- A unit's target is carried by the marketing people of its teams who are there at the end of the year, as far as is known.
-- Of several goals of a unit for a year the one with the highest number counts.
WITH goal AS (
  SELECT branch, amount, row_number() OVER (PARTITION BY branch ORDER BY id DESC) AS latest
  FROM sales_goal
  WHERE year = CAST(substr(:period_end, 1, 4) AS INTEGER)
), sold AS (
  SELECT seller, sum(amount) AS net
  FROM sales_order
  WHERE seller IS NOT NULL AND ordered_on >= date(:period_start, '-12 months') AND ordered_on < :period_start
  GROUP BY seller
)
SELECT s.id, 1 AS carries_target, g.amount AS unit_target, coalesce(o.net, 0) AS last_year
FROM staff s
JOIN goal g ON g.branch = s.branch AND g.latest = 1
LEFT JOIN sold o ON o.seller = s.id
WHERE s.team IS NOT NULL AND s.series = 'marketing'
  AND (s.joined_on IS NULL OR s.joined_on <= :period_end) AND (s.left_on IS NULL OR s.left_on >= :period_end)
