/*
subject: team
gives:
  heads:              {type: int, title: 在职人数, unit: 人, default: 0}
  team_managers:      {type: int, title: 团队经理人数, unit: 人, default: 0}
  group_leaders:      {type: int, title: 团队组长人数, unit: 人, default: 0}
  marketing_managers: {type: int, title: 营销经理人数, unit: 人, default: 0}
  product_managers:   {type: int, title: 产品经理人数, unit: 人, default: 0}
  service_managers:   {type: int, title: 服务经理人数, unit: 人, default: 0}
clause: D18 2(2)
*/
-- Who works in the team on the date, and the posts they hold there.
WITH held AS (
  SELECT DISTINCT staff, team, post
  FROM post_record
  WHERE started_on <= :as_of AND (ended_on IS NULL OR ended_on >= :as_of)
)
SELECT s.team AS id,
       count(DISTINCT s.id) AS heads,
       count(CASE h.post WHEN 'team_manager' THEN 1 END)      AS team_managers,
       count(CASE h.post WHEN 'group_leader' THEN 1 END)      AS group_leaders,
       count(CASE h.post WHEN 'marketing_manager' THEN 1 END) AS marketing_managers,
       count(CASE h.post WHEN 'product_manager' THEN 1 END)   AS product_managers,
       count(CASE h.post WHEN 'service_manager' THEN 1 END)   AS service_managers
FROM staff s
LEFT JOIN held h ON h.staff = s.id AND h.team = s.team
WHERE s.team IS NOT NULL AND (s.joined_on IS NULL OR s.joined_on <= :as_of) AND (s.left_on IS NULL OR s.left_on >= :as_of)
GROUP BY s.team
