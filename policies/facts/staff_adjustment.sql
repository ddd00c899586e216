/*
subject: staff
gives:
  adjustments: {type: money, title: 以前月份差额, default: 0}
clause: D18 5
*/
-- What corrections of closed months have come to for this month's slip: the difference of the slips' totals.
SELECT subject AS id, sum(difference) AS adjustments
FROM zd_adjustments
WHERE kind = 'month' AND booked_last = :period_end AND policy = 'pay.slip' AND outcome = 'total'
GROUP BY subject
