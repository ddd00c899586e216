/*
title: 赠券审批表
columns:
  id:     {type: text, title: 编号}
  amount: {type: money, title: 申请金额}
  status: {type: enum, enum: grant_status, title: 状态}
  signed: {type: text, title: 签批}
  who:    {type: text, title: 签批人}
  why:    {type: text, title: 批语}
  stands: {type: bool, title: 有效}
*/
SELECT g.id AS id, g.amount AS amount, g.status AS status, s.verdict AS signed, c.name AS who, s.why AS why, s.stands AS stands
FROM "grant" g
LEFT JOIN zd_signature s ON s.policy = 'grant.size' AND s.subject = g.id
LEFT JOIN clerk c ON c.id = s.person
WHERE g.decided_on IS NULL OR g.decided_on <= :as_of
ORDER BY g.id, s.item
