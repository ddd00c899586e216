/*
subject: customer
gives:
  complaints_12m: {type: int, title: 近十二个月投诉次数, default: 0}
clause: D07 1.3
*/
SELECT customer AS id, count(*) AS complaints_12m
FROM complaint
WHERE customer IS NOT NULL AND coalesce(kind, 'complaint') = 'complaint'      -- an enquiry is no complaint
  AND date(opened) > months_before(:as_of, 12) AND date(opened) <= :as_of
GROUP BY customer
