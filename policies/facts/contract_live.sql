/*
subject: contract
gives:
  is_live: {type: bool, title: 评审中或履行中, default: false}
clause: D02 5
*/
SELECT id, 1 AS is_live
FROM contract
WHERE status IN ('review', 'active') AND drafted_on <= :as_of
