/*
title: 会员等级表
decisions: [member.tier, member.voucher]
columns:
  id:      {type: text, title: 编号}
  name:    {type: text, title: 姓名}
  tier:    {type: text, title: 等级}
  voucher: {type: money, title: 赠券, total: sum}
*/
SELECT m.id AS id, m.name AS name, t.tier AS tier, v.voucher AS voucher
FROM member m
JOIN decision_member_tier t ON t.subject = m.id
JOIN decision_member_voucher v ON v.subject = m.id
WHERE :branch IS NULL OR m.branch = :branch
ORDER BY m.id
