/*
subject: receivable
gives:
  is_unpaid: {type: bool, title: 尚未收清, default: false}
clause: D09 1.3, 1.8
*/
WITH paid AS (
  SELECT receivable, sum(amount) AS amount
  FROM collection
  WHERE received_on <= :as_of
  GROUP BY receivable
)
SELECT r.id, r.amount > coalesce(p.amount, 0) AS is_unpaid
FROM receivable r
LEFT JOIN paid p ON p.receivable = r.id
WHERE r.booked_on <= :as_of
