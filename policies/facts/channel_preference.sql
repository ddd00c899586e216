/*
subject: customer
gives:
  prefers: {type: enum, enum: contact_method, title: 客户惯用联系方式}
clause: D06 11
*/
-- What the first contact on record who named a way prefers.
WITH said AS (
  SELECT customer, prefers, row_number() OVER (PARTITION BY customer ORDER BY id) AS place
  FROM contact
  WHERE prefers IS NOT NULL
)
SELECT customer AS id, prefers
FROM said
WHERE place = 1
