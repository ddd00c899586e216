/*
subject: member
gives:
  spent: {type: money, title: 本期消费, default: 0}
*/
SELECT member AS id, sum(amount) AS spent
FROM sale
WHERE sold_on BETWEEN :period_start AND :period_end
GROUP BY member
