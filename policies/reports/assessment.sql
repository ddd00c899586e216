/*
title: 区域精英团队月度考核表
clause: D18 6b
area: personnel
period: month
decisions: [assess.region]
sign: [被考核人, 考核人, 单位负责人]
columns:
  id:       {type: text, title: 工号}
  name:     {type: text, title: 姓名}
  team:     {type: text, title: 团队}
  accounts: {type: int, title: 发展用户, unit: 户, total: sum}
  attitude: {type: number, title: 工作态度, unit: 分}
  score:    {type: number, title: 得分}
  grade:    {type: text, title: 等级}
*/
WITH opened AS (
  SELECT staff, sum(accounts) AS accounts
  FROM account_opening
  WHERE opened_on BETWEEN :period_start AND :period_end
  GROUP BY staff
)
SELECT s.id AS id, s.name AS name, t.name AS team, coalesce(o.accounts, 0) AS accounts, a.attitude AS attitude,
       round(d.score, 2) AS score, d.grade AS grade
FROM staff s
JOIN decision_assess_region d ON d.subject = s.id
LEFT JOIN team t ON t.id = s.team
LEFT JOIN opened o ON o.staff = s.id
LEFT JOIN region_assessment a ON a.staff = s.id AND a.month = :period_start
WHERE :branch IS NULL OR s.branch = :branch
ORDER BY s.branch, s.team, d.score DESC, s.id
