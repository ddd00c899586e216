/*
title: 工资表
clause: D18 5
area: personnel
period: month
decisions: [pay.slip]
sign: [制单, 审核, 批准]
columns:
  branch:      {type: text, title: 单位}
  id:          {type: text, title: 工号}
  name:        {type: text, title: 姓名}
  base:        {type: money, title: 固定薪酬, unit: 元, total: sum}
  commission:  {type: money, title: 提成, unit: 元, total: sum}
  allowance:   {type: money, title: 补贴, unit: 元, total: sum}
  rewards:     {type: money, title: 奖励, unit: 元, total: sum}
  penalties:   {type: money, title: 处罚, unit: 元, total: sum}
  top_up:      {type: money, title: 补足最低工资, unit: 元, total: sum}
  adjustments: {type: money, title: 以前月份差额, unit: 元, total: sum}
  total:       {type: money, title: 应发合计, unit: 元, total: sum}
*/
SELECT b.name AS branch, s.id AS id, s.name AS name, d.base AS base, d.commission AS commission,
       d.allowance AS allowance, d.rewards AS rewards, d.penalties AS penalties, d.top_up AS top_up,
       d.adjustments AS adjustments, d.total AS total
FROM staff s
JOIN decision_pay_slip d ON d.subject = s.id
LEFT JOIN branch b ON b.id = s.branch
WHERE :branch IS NULL OR s.branch = :branch
ORDER BY s.branch, s.id
