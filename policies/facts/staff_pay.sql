/*
subject: staff
gives:
  points:            {type: number, title: 贡献分, unit: 分}
  department_factor: {type: number, title: 部门绩效系数}
  rewards:           {type: money, title: 本月奖励, default: 0}
  penalties:         {type: money, title: 本月处罚, default: 0}
clause: D18 5.1, D09 1.5, D06 8
*/
-- Confirmed rewards and penalties belong to the month in which they were confirmed.
WITH settled AS (
  SELECT staff,
         sum(CASE kind WHEN 'reward' THEN amount ELSE 0 END)  AS rewards,
         sum(CASE kind WHEN 'penalty' THEN amount ELSE 0 END) AS penalties
  FROM discipline_event
  WHERE status = 'confirmed' AND amount IS NOT NULL AND decided_on BETWEEN :period_start AND :period_end
  GROUP BY staff
), given AS (
  SELECT staff, points, row_number() OVER (PARTITION BY staff ORDER BY id DESC) AS latest
  FROM contribution
  WHERE month = :period_start
), department AS (
  SELECT branch, factor, row_number() OVER (PARTITION BY branch ORDER BY id DESC) AS latest
  FROM department_result
  WHERE month = :period_start
)
SELECT s.id,
       g.points,
       d.factor AS department_factor,
       coalesce(e.rewards, 0)   AS rewards,
       coalesce(e.penalties, 0) AS penalties
FROM staff s
LEFT JOIN team t ON t.id = s.team
LEFT JOIN department d ON d.branch = t.branch AND d.latest = 1
LEFT JOIN given g ON g.staff = s.id AND g.latest = 1
LEFT JOIN settled e ON e.staff = s.id
