/*
title: 销售目标完成情况表
clause: D04 3.5, D08 5.1(1)
area: trade
period: year
decisions: [sales.target, sales.achievement]
sign: [单位负责人, 人力资源部]
columns:
  unit:        {type: text, title: 单位}
  rank:        {type: int, title: 名次}
  id:          {type: text, title: 工号}
  name:        {type: text, title: 姓名}
  target:      {type: money, title: 个人年度目标, unit: 元, total: sum}
  achieved:    {type: money, title: 完成额, unit: 元, total: sum}
  rate:        {type: number, title: 完成率, unit: '%'}
  grade:       {type: enum, enum: target_grade, title: 考核等级}
  outstanding: {type: bool, title: 评为优秀}
*/
SELECT b.name AS unit, a.rank AS rank, s.id AS id, s.name AS name, t.target AS target, a.achieved AS achieved,
       a.rate AS rate, a.grade AS grade, a.outstanding AS outstanding
FROM staff s
JOIN decision_sales_achievement a ON a.subject = s.id
JOIN decision_sales_target t ON t.subject = s.id
JOIN branch b ON b.id = s.branch
WHERE :branch IS NULL OR s.branch = :branch
ORDER BY b.id, a.rank, s.id
