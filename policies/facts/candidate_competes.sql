/*
subject: candidate
gives:
  competes: {type: bool, title: 参加直销队伍择优, default: false}
clause: D18 3.1(2)A
*/
SELECT id, 1 AS competes
FROM candidate
WHERE source = 'direct_sales' AND applied_on <= :as_of
  AND exam_score IS NOT NULL AND interview_score IS NOT NULL AND past_score IS NOT NULL
