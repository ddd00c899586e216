/*
subject: staff
gives:
  breaches_12m: {type: int, title: 近十二个月已确认的处罚次数, unit: 次, default: 0}
  leaks_12m:    {type: int, title: 近十二个月已确认的泄密次数, unit: 次, default: 0}
clause: D06 8, D18 3.3, D10 5.3
*/
SELECT staff AS id, count(*) AS breaches_12m, count(*) FILTER (WHERE category = 'data_leak') AS leaks_12m
FROM discipline_event
WHERE kind = 'penalty' AND status = 'confirmed'
  AND coalesce(decided_on, occurred_on) > months_before(:as_of, 12) AND coalesce(decided_on, occurred_on) <= :as_of
GROUP BY staff
