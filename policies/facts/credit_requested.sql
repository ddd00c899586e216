/*
subject: customer
gives:
  requested_limit: {type: money, title: 待批申请限额}
clause: D16 3.2.1
*/
-- The latest application that waited for a decision on the date; one decided afterwards was still open then.
WITH waiting AS (
  SELECT customer, requested_limit,
         row_number() OVER (PARTITION BY customer ORDER BY applied_on DESC, id DESC) AS latest
  FROM credit_application
  WHERE applied_on <= :as_of AND (status = 'open' OR decided_on > :as_of)
)
SELECT customer AS id, requested_limit
FROM waiting
WHERE latest = 1
