/*
subject: complaint
gives:
  repeats:   {type: int, title: 此前十二个月同类投诉次数, default: 0}
  days_open: {type: int, title: 已处理天数, unit: 天}
clause: D02 7, D07 4
*/
-- Earlier complaints of the same customer in the same category; an enquiry is no complaint.
WITH earlier AS (
  SELECT id,
         count(*) OVER (PARTITION BY customer, category ORDER BY julianday(opened) RANGE BETWEEN 365 PRECEDING AND CURRENT ROW) -- fixed: 十二个月的天数
           - count(*) OVER (PARTITION BY customer, category ORDER BY julianday(opened) RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS repeats
  FROM complaint
  WHERE customer IS NOT NULL AND coalesce(kind, 'complaint') = 'complaint'
)
SELECT c.id,
       coalesce(e.repeats, 0) AS repeats,
       CAST(julianday(min(coalesce(date(c.resolved), :as_of), :as_of)) - julianday(date(c.opened)) AS INTEGER) AS days_open
FROM complaint c
LEFT JOIN earlier e ON e.id = c.id
