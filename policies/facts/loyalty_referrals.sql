/*
subject: customer
gives:
  referrals: {type: int, title: 推荐成交的客户数, default: 0}
clause: D03 2
*/
-- Customers whom this one brought, who have traded by the date.
SELECT c.referred_by AS id, count(*) AS referrals
FROM customer c
WHERE c.referred_by IS NOT NULL AND c.referred_by <> c.id
  AND EXISTS (SELECT 1 FROM sales_order o WHERE o.customer = c.id AND o.ordered_on <= :as_of)
GROUP BY c.referred_by
