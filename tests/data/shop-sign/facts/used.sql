/*
subject: grant
gives:
  used: {type: money, title: 预算已用, default: 0}
*/
-- What others were granted in the same shop by the day.
SELECT g.id, sum(o.granted) AS used
FROM "grant" g JOIN "grant" o ON o.branch = g.branch AND o.id <> g.id
WHERE o.status = 'granted' AND o.decided_on <= :as_of
GROUP BY g.id
