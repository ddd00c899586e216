/*
subject: customer
gives:
  contacts:  {type: list, title: 有生日记录的联系人}
  birthdays: {type: list, title: 联系人生日}
clause: D10 4
*/
-- Two lists of one length and order: who, and the day to remember. The full date of birth is sensitive and not read here.
SELECT c.id AS id,
       (SELECT json_group_array(id)
        FROM (SELECT k.id FROM contact k WHERE k.customer = c.id AND k.greet_on IS NOT NULL ORDER BY k.id)) AS contacts,
       (SELECT json_group_array(greet_on)
        FROM (SELECT k.greet_on FROM contact k WHERE k.customer = c.id AND k.greet_on IS NOT NULL ORDER BY k.id)) AS birthdays
FROM customer c
WHERE EXISTS (SELECT 1 FROM contact k WHERE k.customer = c.id AND k.greet_on IS NOT NULL)
