/*
subject: customer
gives:
  contacts:  {type: list, title: 有生日记录的联系人}
  birthdays: {type: list, title: 联系人生日}
clause: D10 4
*/
-- Two lists of one length and order: who, and the day to remember. The full date of birth is sensitive and not read here.
WITH known AS (
  SELECT customer, id, greet_on FROM contact WHERE greet_on IS NOT NULL ORDER BY customer, id
)
SELECT customer AS id, json_group_array(id) AS contacts, json_group_array(greet_on) AS birthdays
FROM known
GROUP BY customer
