/*
title: 客户资信限额审批表
clause: D16 1.1, 2.2, 3.2
area: credit
layout: card
parameters:
  application: {type: ref, entity: credit_application, title: 申请}
decisions: [credit.dossier, credit.eligibility, credit.limit, credit.approval]
sign: [客户经理, 市场监管部经理, 销售副总经理]
note: 最大限额为近十二个月最大月度业务量乘以规定的月数；申请超出者须写明原因，上报审批。
columns:
  id:          {type: text, title: 申请编号}
  applied:     {type: date, title: 申请日期}
  customer:    {type: text, title: 客户编号}
  name:        {type: text, title: 客户名称}
  unit:        {type: text, title: 所属单位}
  manager:     {type: text, title: 客户经理}
  opened:      {type: date, title: 开户日期}
  taxpayer:    {type: bool, title: 一般纳税人}
  registered:  {type: money, title: 注册资本, unit: 元}
  assets:      {type: money, title: 固定资产, unit: 元}
  storage:     {type: bool, title: 仓储条件相配套}
  operation:   {type: int, title: 经营状况评分, unit: 分}
  dossier:     {type: enum, enum: dossier_status, title: 证照档案}
  eligibility: {type: enum, enum: credit_outcome, title: 资信审查结论}
  unpaid:      {type: money, title: 未收余额, unit: 元}
  overdue:     {type: int, title: 最长逾期, unit: 天}
  previous:    {type: money, title: 现行批准限额, unit: 元}
  ceiling:     {type: money, title: 最大限额, unit: 元}
  requested:   {type: money, title: 申请限额, unit: 元}
  excess:      {type: money, title: 超出最大限额, unit: 元}
  reason:      {type: text, title: 超限原因}
  approver:    {type: enum, enum: credit_approver, title: 审批人}
  status:      {type: enum, enum: credit_approval_status, title: 审批状态}
  outcome:     {type: enum, enum: credit_application_status, title: 办理结果}
  decided:     {type: date, title: 办结日期}
  approved:    {type: money, title: 批准限额, unit: 元}
  signer:      {type: text, title: 签批人}
  signed_on:   {type: date, title: 签批日期}
  opinion:     {type: text, title: 签批意见}
*/
WITH signed AS (                                       -- the last signature
  SELECT subject, person, day, why, row_number() OVER (PARTITION BY subject ORDER BY item DESC) AS latest
  FROM zd_signature
  WHERE policy = 'credit.approval'
), paid AS (
  SELECT receivable, sum(amount) AS amount FROM collection WHERE received_on <= :as_of GROUP BY receivable
), debt AS (
  SELECT r.customer, sum(r.amount - coalesce(p.amount, 0)) AS open,
         max(CASE WHEN r.amount > coalesce(p.amount, 0) THEN CAST(julianday(:as_of) - julianday(r.due_on) AS INTEGER) END) AS late
  FROM receivable r LEFT JOIN paid p ON p.receivable = r.id
  WHERE r.booked_on <= :as_of
  GROUP BY r.customer
), granted AS (
  SELECT customer, approved_limit, row_number() OVER (PARTITION BY customer ORDER BY decided_on DESC, id DESC) AS latest
  FROM credit_application
  WHERE status = 'granted' AND decided_on <= :as_of
)
SELECT a.id AS id, a.applied_on AS applied, c.id AS customer, c.name AS name, b.name AS unit, s.name AS manager,
       c.account_opened AS opened, c.general_taxpayer AS taxpayer, c.registered_capital AS registered,
       c.fixed_assets AS assets, c.storage_ok AS storage, c.operation_score AS operation, o.status AS dossier,
       e.outcome AS eligibility, coalesce(d.open, 0) AS unpaid, max(0, coalesce(d.late, 0)) AS overdue,
       g.approved_limit AS previous, l.ceiling AS ceiling, a.requested_limit AS requested,
       max(0, a.requested_limit - l.ceiling) AS excess, a.reason AS reason, p.approver AS approver, p.status AS status,
       a.status AS outcome, a.decided_on AS decided, a.approved_limit AS approved, q.name AS signer,
       i.day AS signed_on, i.why AS opinion
FROM credit_application a
JOIN customer c ON c.id = a.customer
LEFT JOIN branch b ON b.id = c.branch
LEFT JOIN staff s ON s.id = c.account_manager
LEFT JOIN debt d ON d.customer = c.id
LEFT JOIN granted g ON g.customer = c.id AND g.latest = 1
LEFT JOIN decision_credit_dossier o ON o.subject = c.id
LEFT JOIN decision_credit_eligibility e ON e.subject = c.id
LEFT JOIN decision_credit_limit l ON l.subject = c.id
LEFT JOIN decision_credit_approval p ON p.subject = a.id
LEFT JOIN signed i ON i.subject = a.id AND i.latest = 1
LEFT JOIN staff q ON q.id = i.person
WHERE a.applied_on <= :as_of AND (:branch IS NULL OR c.branch = :branch)
  AND CASE WHEN :application IS NULL THEN a.status = 'open' ELSE a.id = :application END
ORDER BY a.applied_on, a.id
