/*
subject: branch
gives:
  award_pool: {type: text, title: 评选范围, note: 全集团的单位一起评选}
clause: D10 6.3
*/
SELECT id, 'group' AS award_pool FROM branch
