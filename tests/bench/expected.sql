-- The four policies once more in SQL, over the customers of a book: what everything else must agree with.
CREATE TEMP VIEW scored AS
SELECT *,
       50 * min(year_sales / 100000000.0, 1) + 20 * min(orders_12m / 24.0, 1) + 20 * (potential / 100.0)
       + 10 * (months_active >= 12) AS score
FROM customer;
CREATE TEMP VIEW r1 AS
SELECT score,
       CASE WHEN year_sales = 0 THEN 'potential' WHEN score >= 70 THEN 'strategic' WHEN score >= 45 THEN 'important'
            ELSE 'general' END AS value_class
FROM scored;
CREATE TEMP VIEW behaved AS
SELECT *,
       CASE WHEN complaints_12m >= 3 OR overdue_days > 90 THEN 'problem'
            WHEN complaints_12m >= 1 OR overdue_days > 30 THEN 'watch' ELSE 'normal' END AS behaviour
FROM customer;
CREATE TEMP VIEW r2 AS SELECT behaviour FROM behaved;
CREATE TEMP VIEW eligible AS
SELECT *,
       CASE WHEN doc_license = 0 OR doc_permit = 0 OR doc_orgcode = 0 OR doc_tax = 0 THEN 'incomplete'
            WHEN fixed_assets = 0 THEN 'cash_only'
            WHEN behaviour = 'problem' AND year_sales < 10000000 THEN 'terminate' ELSE 'credit' END AS eligibility
FROM behaved;
CREATE TEMP VIEW r3 AS
SELECT eligibility,
       CASE eligibility WHEN 'credit' THEN min(requested, 3 * max_month) ELSE 0 END AS "limit",
       CASE WHEN eligibility = 'terminate' THEN 'sales_vp'
            WHEN eligibility <> 'credit' THEN 'none'
            WHEN requested > 3 * max_month THEN 'sales_vp'
            WHEN min(requested, 3 * max_month) > 50000000 THEN 'market_supervision'
            ELSE 'account_manager' END AS approver
FROM eligible;
CREATE TEMP VIEW r4 AS
SELECT months_active <= 18 AS in_window,
       CASE WHEN months_active <= 18 THEN (received * 4 * iif(branch = 0, 10, 9) + 500) / 1000 ELSE 0 END AS commission
FROM customer;
