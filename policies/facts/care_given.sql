/*
subject: customer
gives:
  care_spent:  {type: money, title: 本年已用关怀费用, default: 0}
  care_events: {type: int, title: 本年已邀请活动次数, default: 0}
  last_gift:   {type: date, title: 上次节日礼品日期}
clause: D10 4
*/
SELECT customer AS id,
       coalesce(sum(cost) FILTER (WHERE given_on >= date(:as_of, 'start of year')), 0) AS care_spent,
       count(*) FILTER (WHERE kind = 'event' AND given_on >= date(:as_of, 'start of year')) AS care_events,
       max(given_on) FILTER (WHERE kind = 'gift') AS last_gift
FROM care_record
WHERE given_on <= :as_of
GROUP BY customer
