/*
subject: customer
gives:
  last_credit_review: {type: date, title: 上次资信审查日期}
clause: D16 2.1
*/
SELECT customer AS id, max(reviewed_on) AS last_credit_review
FROM credit_review
WHERE reviewed_on <= :as_of
GROUP BY customer
