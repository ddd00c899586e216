/*
subject: staff
gives:
  market_score: {type: number, title: 营（市场）得分, unit: 分}
  sales_score:  {type: number, title: 销（销售）得分, unit: 分}
  daily_score:  {type: number, title: 日常工作得分, unit: 分}
clause: D18 6a.3
*/
-- The scores of the quarter; of several sheets the one with the highest number counts.
WITH sheet AS (
  SELECT staff, market_score, sales_score, daily_score,
         row_number() OVER (PARTITION BY staff ORDER BY id DESC) AS latest
  FROM hq_assessment
  WHERE quarter = :period_start
)
SELECT staff AS id, market_score, sales_score, daily_score
FROM sheet
WHERE latest = 1
