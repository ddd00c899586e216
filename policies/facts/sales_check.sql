/*
subject: sale_check
gives:
  has_happened: {type: bool, title: 检查的事项已经发生}
clause: D06 8
*/
SELECT id, occurred_on <= :as_of AS has_happened
FROM sale_check
