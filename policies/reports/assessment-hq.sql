/*
title: 本部精英团队季度考核表
clause: D18 6a
area: personnel
period: quarter
decisions: [assess.hq]
sign: [被考核人, 团队经理, 考核人]
columns:
  team:         {type: text, title: 团队}
  team_score:   {type: number, title: 团队得分}
  team_grade:   {type: text, title: 团队等级}
  id:           {type: text, title: 工号}
  name:         {type: text, title: 姓名}
  market_score: {type: number, title: 营（市场）}
  sales_score:  {type: number, title: 销（销售）}
  daily_score:  {type: number, title: 日常工作}
  score:        {type: number, title: 个人得分}
  rank:         {type: int, title: 名次}
  grade:        {type: text, title: 个人等级}
*/
SELECT t.name AS team, round(d.team_score, 2) AS team_score, d.team_grade AS team_grade, s.id AS id, s.name AS name,
       a.market_score AS market_score, a.sales_score AS sales_score, a.daily_score AS daily_score,
       round(d.score, 2) AS score, d.rank AS rank, d.grade AS grade
FROM staff s
JOIN decision_assess_hq d ON d.subject = s.id
LEFT JOIN team t ON t.id = s.team
LEFT JOIN hq_assessment a ON a.staff = s.id AND a.quarter = :period_start
WHERE :branch IS NULL OR s.branch = :branch
ORDER BY s.team, d.rank, s.id
