/*
title: 工资单
clause: D18 5
area: personnel
period: month
parameters:
  person: {type: ref, entity: staff, title: 员工, required: true}
decisions: [pay.slip, pay.base, pay.received, pay.commission]
sign: [制单, 审核, 领款人]
note: 处罚列为负数；以前月份结账后更正的差额单列一行。
columns:
  item:   {type: text, title: 项目}
  basis:  {type: text, title: 计算依据}
  amount: {type: money, title: 金额, unit: 元, total: sum}
  clause: {type: text, title: 条款}
*/
WITH slip AS (
  SELECT d.*, b.wage, b.bonus, r.received, r.weight, k.pool, s.step
  FROM staff s
  JOIN decision_pay_slip d ON d.subject = s.id
  JOIN decision_pay_base b ON b.subject = s.id
  LEFT JOIN decision_pay_received r ON r.subject = s.id
  LEFT JOIN decision_pay_commission k ON k.subject = s.id
  WHERE s.id = :person AND (:branch IS NULL OR s.branch = :branch)
), line (place, item, basis, amount, clause) AS (
  SELECT 1, '岗位工资', '薪级 ' || step, wage, 'D18 5.1, 5.2' FROM slip
  UNION ALL SELECT 2, '绩效奖金', NULL, bonus, 'D18 5.1' FROM slip
  UNION ALL SELECT 3, '话费提成',
         CASE WHEN received > 0 THEN printf('本人计提话费 %,d.%02d，分配权重 %g，团队提成 %,d.%02d',
                                            received / 100, received % 100, weight, pool / 100, pool % 100) END,
         commission, 'D18 5.1, 5.4.3' FROM slip
  UNION ALL SELECT 4, '职务补贴与车贴', NULL, allowance, 'D18 5.2.4, 5.4.2' FROM slip
  UNION ALL SELECT 5, '奖励', NULL, rewards, 'D06 8' FROM slip
  UNION ALL SELECT 6, '处罚扣减', NULL, -penalties, 'D09 1.5, D06 8' FROM slip
  UNION ALL SELECT 7, '补足最低工资', NULL, top_up, 'D18 5' FROM slip
  UNION ALL SELECT 8, '以前月份差额', '结账后更正', adjustments, 'D18 5' FROM slip WHERE adjustments <> 0
)
SELECT item, basis, amount, clause FROM line ORDER BY place
