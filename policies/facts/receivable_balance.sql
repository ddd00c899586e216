/*
subject: receivable
gives:
  open_amount:  {type: money, title: 未收余额, default: 0}
  days_overdue: {type: int, title: 逾期天数, default: 0}
  is_unpaid:    {type: bool, title: 尚未收清, default: false}
clause: D09 1.3, 1.8
*/
-- What is still open of each receivable on the date, and for how many days it has been overdue; 0 when settled.
SELECT r.id AS id,
       r.amount - coalesce(sum(p.amount), 0) AS open_amount,
       CASE WHEN r.amount > coalesce(sum(p.amount), 0)
            THEN max(0, CAST(julianday(:as_of) - julianday(r.due_on) AS INTEGER))
            ELSE 0 END AS days_overdue,
       r.amount > coalesce(sum(p.amount), 0) AS is_unpaid
FROM receivable r
LEFT JOIN collection p ON p.receivable = r.id AND p.received_on <= :as_of
WHERE r.booked_on <= :as_of
GROUP BY r.id
