/*
subject: customer
gives:
  outstanding:  {type: money, title: 应收余额, default: 0}
  overdue_days: {type: int, title: 最长逾期天数, default: 0}
clause: D16 3.2.1
*/
WITH paid AS (
  SELECT receivable, sum(amount) AS amount
  FROM collection
  WHERE received_on <= :as_of
  GROUP BY receivable
)
SELECT r.customer AS id,
       sum(r.amount - coalesce(p.amount, 0)) AS outstanding,
       max(CASE WHEN r.amount > coalesce(p.amount, 0)
                THEN max(0, CAST(julianday(:as_of) - julianday(r.due_on) AS INTEGER))
                ELSE 0 END) AS overdue_days
FROM receivable r
LEFT JOIN paid p ON p.receivable = r.id
WHERE r.booked_on <= :as_of
GROUP BY r.customer
