/*
subject: staff
gives:
  team_manager: {type: bool, title: 担任团队经理或组长, default: false}
clause: D18 5.2.4
*/
-- Who holds the post on the last day of the period, in the team where the person works.
SELECT DISTINCT p.staff AS id, 1 AS team_manager
FROM post_record p
JOIN staff s ON s.id = p.staff AND s.team = p.team
WHERE p.post IN ('team_manager', 'group_leader')
  AND p.started_on <= :period_end AND (p.ended_on IS NULL OR p.ended_on >= :period_end)
