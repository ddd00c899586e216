/*
subject: member
gives:
  last_visit: {type: date, title: 最近来店日}
*/
SELECT member AS id, max(sold_on) AS last_visit
FROM sale
WHERE sold_on <= :as_of
GROUP BY member
