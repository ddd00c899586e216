/*
subject: customer
gives:
  month_sales:         {type: money, title: 本月净销售额}
  year_sales:          {type: money, title: 本年净销售额}
  company_month_sales: {type: money, title: 公司本月净销售额}
  company_year_sales:  {type: money, title: 公司本年净销售额}
clause: D05 3.3
*/
-- The calendar month and year of the date, up to that date. Every customer has a row: the company's totals concern all.
WITH sold AS (
  SELECT customer,
         coalesce(sum(amount) FILTER (WHERE ordered_on >= date(:as_of, 'start of month')), 0) AS month_sales,
         sum(amount) AS year_sales
  FROM sales_order
  WHERE ordered_on >= date(:as_of, 'start of year') AND ordered_on <= :as_of
  GROUP BY customer
)
SELECT c.id AS id,
       coalesce(s.month_sales, 0) AS month_sales,
       coalesce(s.year_sales, 0) AS year_sales,
       (SELECT coalesce(sum(month_sales), 0) FROM sold) AS company_month_sales,
       (SELECT coalesce(sum(year_sales), 0) FROM sold) AS company_year_sales
FROM customer c
LEFT JOIN sold s ON s.customer = c.id
