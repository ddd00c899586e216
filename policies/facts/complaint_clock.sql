/*
subject: complaint
gives:
  received:    {type: bool, title: 截止日前已受理, default: false}
  measured_at: {type: datetime, title: 计时截止时间}
  answered_at: {type: datetime, title: 截止时已首次答复}
  settled_at:  {type: datetime, title: 截止时已解决}
clause: D02 7
*/
-- A date covers its whole day: the clock stops at the midnight that ends it, and what came later was not known then.
-- A case that was resolved was answered, at the latest, when it was resolved.
WITH clock AS (SELECT date(:as_of, '+1 day') || ' 00:00:00' AS stop)
SELECT c.id,
       c.opened < clock.stop AS received,
       clock.stop AS measured_at,
       CASE WHEN coalesce(c.responded, c.resolved) < clock.stop THEN coalesce(c.responded, c.resolved) END AS answered_at,
       CASE WHEN c.resolved < clock.stop THEN c.resolved END AS settled_at
FROM complaint c CROSS JOIN clock
