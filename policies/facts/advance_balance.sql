/*
subject: cash_advance
gives:
  is_current_advance: {type: bool, title: 已经申请而未退回, default: false}
  repaid:             {type: money, title: 已冲还额, default: 0}
  other_left:         {type: money, title: 此人其他借支未冲还额, default: 0}
  other_overdue:      {type: int, title: 此人其他借支逾期笔数, unit: 笔, default: 0}
clause: D09 1.3
*/
WITH paid AS (
  SELECT advance, sum(amount) AS amount FROM advance_repayment WHERE repaid_on <= :as_of GROUP BY advance
), state AS (
  SELECT a.id, a.staff, coalesce(p.amount, 0) AS repaid,
         CASE WHEN a.lent_on <= :as_of THEN max(a.amount - coalesce(p.amount, 0), 0) ELSE 0 END AS open,
         a.due_on < :as_of AS past
  FROM cash_advance a
  LEFT JOIN paid p ON p.advance = a.id
  WHERE a.requested_on <= :as_of AND NOT a.refused
), person AS (
  SELECT staff, sum(open) AS open, sum(open > 0 AND past) AS overdue FROM state GROUP BY staff
)
SELECT s.id, 1 AS is_current_advance, s.repaid, p.open - s.open AS other_left,
       p.overdue - (s.open > 0 AND s.past) AS other_overdue
FROM state s JOIN person p ON p.staff = s.staff
