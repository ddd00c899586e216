/*
title: 工资表
clause: W2
period: month
decisions: [work.wage]
sign: [制表, 审核]
columns:
  id:        {type: text, title: 工号}
  name:      {type: text, title: 姓名}
  wage:      {type: money, title: 工资, unit: 元, total: sum}
  made_good: {type: money, title: 以前月份差额, unit: 元, total: sum}
  total:     {type: money, title: 合计, unit: 元, total: sum}
*/
SELECT w.id AS id, w.name AS name, d.wage AS wage, d.made_good AS made_good, d.total AS total
FROM worker w JOIN decision_work_wage d ON d.subject = w.id ORDER BY w.id
