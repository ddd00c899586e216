/*
subject: customer
gives:
  licence:          {type: date, title: 营业执照有效期至}
  permit:           {type: date, title: 生产（经营）许可证有效期至}
  org_code:         {type: date, title: 组织机构代码证有效期至}
  tax_registration: {type: date, title: 税务登记证有效期至}
clause: D16 1.1, 2.2.1
*/
-- Of several certificates of a kind the one that lasts longest counts; without an end date it is valid for good.
SELECT customer AS id,
       max(CASE kind WHEN 'licence' THEN coalesce(expires_on, '9999-12-31') END)          AS licence,
       max(CASE kind WHEN 'permit' THEN coalesce(expires_on, '9999-12-31') END)           AS permit,
       max(CASE kind WHEN 'org_code' THEN coalesce(expires_on, '9999-12-31') END)         AS org_code,
       max(CASE kind WHEN 'tax_registration' THEN coalesce(expires_on, '9999-12-31') END) AS tax_registration
FROM certificate
WHERE received_on <= :as_of
GROUP BY customer
