/*
subject: member
gives:
  spent_12m:  {type: money, title: 近十二个月消费额, default: 0}
  visits_12m: {type: int, title: 近十二个月来店次数, default: 0}
*/
SELECT member AS id, sum(amount) AS spent_12m, count(DISTINCT sold_on) AS visits_12m
FROM sale
WHERE sold_on > months_before(:as_of, 12) AND sold_on <= :as_of
GROUP BY member
