/*
subject: customer
gives:
  months_since_first_order: {type: int, title: 首次下单至今整月数, unit: 月}
  cooperation_months:       {type: int, title: 合作整月数, unit: 月}
clause: D07 1.1, D10 1
*/
-- Whole months; on the last day of a month, every day of the starting month has come round.
-- Cooperation began with the opening of the account where that is earlier, for the book may not reach back so far.
WITH today AS (
  SELECT 12 * strftime('%Y', :as_of) + strftime('%m', :as_of) AS month,
         CASE WHEN strftime('%d', :as_of, '+1 day') = '01' THEN 31 ELSE 0 + strftime('%d', :as_of) END AS day -- fixed: 月末算满月
),
first AS (
  SELECT customer, coalesce(min(ordered_on) FILTER (WHERE amount > 0), min(ordered_on)) AS ordered_on
  FROM sales_order
  WHERE ordered_on <= :as_of
  GROUP BY customer
),
start AS (
  SELECT c.id, f.ordered_on, min(f.ordered_on, coalesce(c.account_opened, f.ordered_on)) AS partner_since
  FROM customer c JOIN first f ON f.customer = c.id
)
SELECT s.id AS id,
       t.month - (12 * strftime('%Y', s.ordered_on) + strftime('%m', s.ordered_on))
         - (t.day < 0 + strftime('%d', s.ordered_on)) AS months_since_first_order,
       t.month - (12 * strftime('%Y', s.partner_since) + strftime('%m', s.partner_since))
         - (t.day < 0 + strftime('%d', s.partner_since)) AS cooperation_months
FROM start s CROSS JOIN today t
