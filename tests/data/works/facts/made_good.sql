/*
subject: worker
gives:
  made_good: {type: money, title: 以前月份差额, default: 0}
*/
SELECT subject AS id, sum(difference) AS made_good FROM zd_adjustments
WHERE booked_last = :period_end AND policy = 'work.wage' AND outcome = 'wage' GROUP BY subject
