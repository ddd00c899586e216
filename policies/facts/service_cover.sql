/*
subject: service_order
gives:
  in_warranty:    {type: bool, title: 保修期内, default: false}
  contract_cover: {type: bool, title: 服务合同承保, default: false}
clause: D09 2.2
*/
-- The warranty of a product bought on a day runs that many months from it; a contract covers one product or all.
SELECT o.id,
       coalesce(o.requested_on >= o.purchased_on AND o.purchased_on > months_before(o.requested_on, p.warranty_months), 0) AS in_warranty,
       EXISTS (
         SELECT 1 FROM service_contract c
         WHERE c.customer = o.customer AND (c.product IS NULL OR c.product = o.product)
           AND o.requested_on BETWEEN c.starts_on AND c.ends_on
       ) AS contract_cover
FROM service_order o
LEFT JOIN product p ON p.id = o.product
