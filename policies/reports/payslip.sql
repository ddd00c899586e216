/*
title: 工资单
clause: D18 5
period: month
parameters:
  person: {type: ref, entity: staff, title: 员工, required: true}
decisions: [pay.slip]
sign: [制单, 审核, 领款人]
columns:
  name:   {type: text, title: 姓名}
  item:   {type: text, title: 项目}
  amount: {type: money, title: 金额, unit: 元, total: sum}
  clause: {type: text, title: 依据}
*/
WITH slip AS (
  SELECT s.name AS name, d.*
  FROM staff s JOIN decision_pay_slip d ON d.subject = s.id
  WHERE s.id = :person AND (:branch IS NULL OR s.branch = :branch)
), line AS (
  SELECT 1 AS place, name, '固定薪酬' AS item, base AS amount, 'D18 5.1' AS clause FROM slip
  UNION ALL SELECT 2, name, '话费提成', commission, 'D18 5.1' FROM slip
  UNION ALL SELECT 3, name, '职务补贴与车贴', allowance, 'D18 5.2.4, 5.4.2' FROM slip
  UNION ALL SELECT 4, name, '奖励', rewards, 'D06 8' FROM slip
  UNION ALL SELECT 5, name, '处罚扣减', -penalties, 'D09 1.5, D06 8' FROM slip
  UNION ALL SELECT 6, name, '补足最低工资', top_up, 'D18 5' FROM slip
  UNION ALL SELECT 7, name, '以前月份差额', adjustments, 'D18 5' FROM slip WHERE adjustments <> 0
)
SELECT name, item, amount, clause FROM line ORDER BY place
