/*
subject: staff
gives:
  fee_months:  {type: list, title: 话费所在的客户月龄}
  fee_amounts: {type: list, title: 各月龄实收话费（分）}
  fee_earlier: {type: list, title: 是否加入团队前发展（1 是 0 否）}
clause: D18 5.1, 5.2.3, 5.4.3
*/
-- Fees of the period from customers the person developed, added up by the customer's month of life (the month of
-- opening is 1) and by whether the customer was developed before joining. Three lists of the same length: how many
-- months count is the group's decision, so it is left to pay.received.
WITH fee AS (
  SELECT c.developed_by AS staff, f.amount,
         (CAST(substr(f.received_on, 1, 4) AS INTEGER) - CAST(substr(c.account_opened, 1, 4) AS INTEGER)) * 12
           + CAST(substr(f.received_on, 6, 2) AS INTEGER) - CAST(substr(c.account_opened, 6, 2) AS INTEGER) + 1 AS month_of_life,
         c.account_opened < s.joined_on AS earlier
  FROM fee_receipt f
  JOIN customer c ON c.id = f.customer
  JOIN staff s ON s.id = c.developed_by
  WHERE f.received_on BETWEEN :period_start AND :period_end
    AND c.account_opened IS NOT NULL AND s.joined_on IS NOT NULL
), summed AS (
  SELECT staff, month_of_life, earlier, sum(amount) AS amount
  FROM fee
  GROUP BY staff, month_of_life, earlier
  ORDER BY staff, month_of_life, earlier
)
SELECT staff AS id,
       json_group_array(month_of_life) AS fee_months,
       json_group_array(amount)        AS fee_amounts,
       json_group_array(earlier)       AS fee_earlier
FROM summed
GROUP BY staff
