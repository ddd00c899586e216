/*
subject: customer
gives:
  last_visit: {type: date, title: 上次拜访或回访}
clause: D10 2
*/
SELECT customer AS id, max(visited_on) AS last_visit
FROM visit
WHERE visited_on <= :as_of
GROUP BY customer
