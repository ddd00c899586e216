/*
subject: receivable
gives:
  open_amount:  {type: money, title: 未收余额, default: 0}
  days_overdue: {type: int, title: 逾期天数, default: 0}
  is_unpaid:    {type: bool, title: 尚未收清, default: false}
clause: D09 1.3, 1.8
*/
-- What is still open of each receivable on the date, and for how many days it has been overdue; 0 when settled.
WITH paid AS (
  SELECT receivable, sum(amount) AS amount
  FROM collection
  WHERE received_on <= :as_of
  GROUP BY receivable
)
SELECT r.id AS id,
       r.amount - coalesce(p.amount, 0) AS open_amount,
       CASE WHEN r.amount > coalesce(p.amount, 0)
            THEN max(0, CAST(julianday(:as_of) - julianday(r.due_on) AS INTEGER))
            ELSE 0 END AS days_overdue,
       r.amount > coalesce(p.amount, 0) AS is_unpaid
FROM receivable r
LEFT JOIN paid p ON p.receivable = r.id
WHERE r.booked_on <= :as_of
