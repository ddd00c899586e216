/*
title: 客户资信限额审批一览表
clause: D16 3.2
area: credit
parameters:
  application: {type: ref, entity: credit_application, title: 申请}
decisions: [credit.limit, credit.approval]
sign: [客户经理, 市场监管部经理, 销售副总经理]
columns:
  id:        {type: text, title: 申请编号}
  customer:  {type: text, title: 客户}
  applied:   {type: date, title: 申请日期}
  requested: {type: money, title: 申请限额, unit: 元, total: sum}
  ceiling:   {type: money, title: 最大限额, unit: 元}
  reason:    {type: text, title: 超限原因}
  approver:  {type: enum, enum: credit_approver, title: 审批人}
  status:    {type: enum, enum: credit_approval_status, title: 审批状态}
  outcome:   {type: enum, enum: credit_application_status, title: 办理结果}
  approved:  {type: money, title: 批准限额, unit: 元, total: sum}
  signer:    {type: text, title: 签批人}
  signed_on: {type: date, title: 签批日期}
  opinion:   {type: text, title: 签批意见}
*/
WITH signed AS (                                       -- the last signature
  SELECT subject, person, day, why, row_number() OVER (PARTITION BY subject ORDER BY item DESC) AS latest
  FROM zd_signature
  WHERE policy = 'credit.approval'
)
SELECT a.id AS id, c.name AS customer, a.applied_on AS applied, a.requested_limit AS requested, l.ceiling AS ceiling,
       a.reason AS reason, d.approver AS approver, d.status AS status, a.status AS outcome, a.approved_limit AS approved,
       p.name AS signer, s.day AS signed_on, s.why AS opinion
FROM credit_application a
JOIN customer c ON c.id = a.customer
LEFT JOIN decision_credit_limit l ON l.subject = c.id
LEFT JOIN decision_credit_approval d ON d.subject = a.id
LEFT JOIN signed s ON s.subject = a.id AND s.latest = 1
LEFT JOIN staff p ON p.id = s.person
WHERE a.applied_on <= :as_of AND (:branch IS NULL OR c.branch = :branch)
  AND CASE WHEN :application IS NULL THEN a.status = 'open' ELSE a.id = :application END
ORDER BY a.applied_on, a.id
