/*
subject: staff
gives:
  attitude: {type: number, title: 工作态度得分, unit: 分}
clause: D18 6b.2
*/
-- The score of the month; of several sheets the one with the highest number counts.
WITH sheet AS (
  SELECT staff, attitude, row_number() OVER (PARTITION BY staff ORDER BY id DESC) AS latest
  FROM region_assessment
  WHERE month = :period_start
)
SELECT staff AS id, attitude
FROM sheet
WHERE latest = 1
