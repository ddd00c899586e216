/*
subject: customer
gives:
  contacts:  {type: list, title: 有生日记录的联系人}
  birthdays: {type: list, title: 联系人生日}
clause: D10 4
*/
-- Two lists of one length and order: who, and when born.
WITH known AS (
  SELECT customer, id, birthday FROM contact WHERE birthday IS NOT NULL ORDER BY customer, id
)
SELECT customer AS id, json_group_array(id) AS contacts, json_group_array(birthday) AS birthdays
FROM known
GROUP BY customer
