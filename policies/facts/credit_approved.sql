/*
subject: customer
gives:
  approved_limit: {type: money, title: 现行批准限额, default: 0}
clause: D16 3.2.1
*/
-- The latest limit granted by the date.
WITH granted AS (
  SELECT customer, approved_limit,
         row_number() OVER (PARTITION BY customer
                            ORDER BY coalesce(decided_on, applied_on) DESC, id DESC) AS latest
  FROM credit_application
  WHERE status = 'granted' AND coalesce(decided_on, applied_on) <= :as_of
)
SELECT customer AS id, coalesce(approved_limit, 0) AS approved_limit
FROM granted
WHERE latest = 1
