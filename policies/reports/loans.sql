/*
title: 业务人员费用借支明细帐
clause: D09 1.3
area: trade
parameters:
  person: {type: ref, entity: staff, title: 员工}
note: 列截止日前已经借出的借支；未冲还额为借出减去已冲还。
columns:
  unit:   {type: text, title: 单位}
  staff:  {type: text, title: 借支人}
  id:     {type: text, title: 借支单号}
  lent:   {type: date, title: 借出日期}
  purpose: {type: text, title: 用途}
  amount: {type: money, title: 借支金额, unit: 元, total: sum}
  repaid: {type: money, title: 已冲还, unit: 元, total: sum}
  left:   {type: money, title: 未冲还, unit: 元, total: sum}
  due:    {type: date, title: 应冲还日期}
  late:   {type: int, title: 逾期, unit: 天}
*/
WITH paid AS (
  SELECT advance, sum(amount) AS amount FROM advance_repayment WHERE repaid_on <= :as_of GROUP BY advance
)
SELECT b.name AS unit, s.name AS staff, a.id AS id, a.lent_on AS lent, a.purpose AS purpose, a.amount AS amount,
       coalesce(p.amount, 0) AS repaid, a.amount - coalesce(p.amount, 0) AS left, a.due_on AS due,
       CASE WHEN a.amount > coalesce(p.amount, 0) AND a.due_on < :as_of
            THEN CAST(julianday(:as_of) - julianday(a.due_on) AS INTEGER) END AS late
FROM cash_advance a
JOIN staff s ON s.id = a.staff
JOIN branch b ON b.id = s.branch
LEFT JOIN paid p ON p.advance = a.id
WHERE a.lent_on <= :as_of AND NOT a.refused
  AND (:branch IS NULL OR s.branch = :branch) AND (:person IS NULL OR s.id = :person)
ORDER BY b.id, s.id, a.lent_on, a.id
