/*
title: 客户投诉登记表
clause: D01, D02 7, D10 3
area: service
decisions: [complaint.route, complaint.sla]
columns:
  id:         {type: text, title: 投诉编号}
  opened:     {type: datetime, title: 受理时间}
  customer:   {type: text, title: 客户}
  category:   {type: enum, enum: complaint_category, title: 类别}
  severity:   {type: enum, enum: severity, title: 严重程度}
  department: {type: enum, enum: department, title: 责任部门}
  level:      {type: enum, enum: escalation_level, title: 处理层级}
  responded:  {type: datetime, title: 首次答复}
  resolved:   {type: datetime, title: 解决}
  response:   {type: enum, enum: sla_state, title: 答复时限}
  resolution: {type: enum, enum: sla_state, title: 解决时限}
*/
SELECT p.id AS id, p.opened AS opened, c.name AS customer, p.category AS category, p.severity AS severity,
       r.department AS department, r.level AS level, p.responded AS responded, p.resolved AS resolved,
       t.response AS response, t.resolution AS resolution
FROM complaint p
LEFT JOIN customer c ON c.id = p.customer
LEFT JOIN decision_complaint_route r ON r.subject = p.id
LEFT JOIN decision_complaint_sla t ON t.subject = p.id
WHERE substr(p.opened, 1, 10) BETWEEN :period_start AND :period_end AND (:branch IS NULL OR c.branch = :branch)
ORDER BY p.opened, p.id
