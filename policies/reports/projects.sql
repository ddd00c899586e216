/*
title: 工程项目看板
clause: D02 3, 4
area: trade
decisions: [project.status]
columns:
  project:   {type: text, title: 项目}
  light:     {type: enum, enum: project_light, title: 项目状态}
  customer:  {type: text, title: 客户}
  milestone: {type: text, title: 里程碑}
  owner:     {type: text, title: 责任人}
  due:       {type: date, title: 计划完成}
  done:      {type: date, title: 实际完成}
  progress:  {type: int, title: 进度, unit: '%'}
  status:    {type: enum, enum: milestone_status, title: 里程碑状态}
  days:      {type: int, title: 距计划, unit: 天}
*/
SELECT p.name AS project, d.light AS light, c.name AS customer, m.title AS milestone, s.name AS owner, m.due AS due,
       m.done AS done, m.progress AS progress, d.status AS status, d.days AS days
FROM milestone m
JOIN project p ON p.id = m.project
JOIN customer c ON c.id = p.customer
LEFT JOIN staff s ON s.id = m.owner
LEFT JOIN decision_project_status d ON d.subject = m.id
WHERE p.started_on <= :as_of AND (:branch IS NULL OR c.branch = :branch)
ORDER BY p.due_on, p.id, m.due, m.id
