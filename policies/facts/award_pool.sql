/*
subject: branch
gives:
  award_pool: {type: text, title: 评选范围}
clause: D10 6.3
*/
-- All units of the group compete with one another.
SELECT id, 'group' AS award_pool FROM branch
