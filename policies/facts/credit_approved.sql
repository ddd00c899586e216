/*
subject: customer
gives:
  approved_limit: {type: money, title: 现行批准限额, default: 0}
clause: D16 3.2.1
*/
-- The latest limit granted by the date. An approval that no longer stands, because what was approved has changed since,
-- grants nothing until it is approved again.
WITH lapsed AS (
  SELECT subject FROM zd_signature
  WHERE policy = 'credit.approval' AND verdict = 'approved'
  GROUP BY subject
  HAVING max(stands) = 0
), granted AS (
  SELECT customer, approved_limit,
         row_number() OVER (PARTITION BY customer
                            ORDER BY coalesce(decided_on, applied_on) DESC, id DESC) AS latest
  FROM credit_application
  WHERE status = 'granted' AND coalesce(decided_on, applied_on) <= :as_of
    AND id NOT IN (SELECT subject FROM lapsed)
)
SELECT customer AS id, coalesce(approved_limit, 0) AS approved_limit
FROM granted
WHERE latest = 1
