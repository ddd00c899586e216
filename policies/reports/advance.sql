/*
title: 预收款台账
clause: D09 1.3
area: trade
note: 已签订、尚未完成的合同约定的预收款。
columns:
  id:       {type: text, title: 合同编号}
  title:    {type: text, title: 合同名称}
  customer: {type: text, title: 客户}
  owner:    {type: text, title: 责任人}
  signed:   {type: date, title: 签订日期}
  ends:     {type: date, title: 履行结束日期}
  amount:   {type: money, title: 合同金额, unit: 元, total: sum}
  advance:  {type: money, title: 约定预收款, unit: 元, total: sum}
*/
SELECT k.id AS id, k.title AS title, c.name AS customer, s.name AS owner, k.signed_on AS signed, k.ends_on AS ends,
       k.amount AS amount, k.advance AS advance
FROM contract k
JOIN customer c ON c.id = k.customer
LEFT JOIN staff s ON s.id = k.owner
WHERE k.advance > 0 AND k.status = 'active' AND k.signed_on <= :as_of AND (:branch IS NULL OR c.branch = :branch)
ORDER BY k.signed_on, k.id
