/*
subject: staff
gives:
  achieved: {type: money, title: 期内净销售额, default: 0}
clause: D08 5.1(1)
*/
SELECT seller AS id, sum(amount) AS achieved
FROM sales_order
WHERE seller IS NOT NULL AND ordered_on BETWEEN :period_start AND :period_end
GROUP BY seller
