/*
subject: staff
gives:
  access_roles: {type: list, title: 权限角色}
  whole_group:  {type: bool, title: 管辖全集团, default: false}
clause: D05 1.4
*/
-- The roles in force, none after the last day of work. Headquarters' people look after the whole group.
SELECT s.id,
       (SELECT json_group_array(role) FROM (
          SELECT DISTINCT role FROM role_assignment
          WHERE staff = s.id AND started_on <= :as_of AND (ended_on IS NULL OR ended_on >= :as_of)
          ORDER BY role)) AS access_roles,
       b.kind = 'hq' AS whole_group
FROM staff s
JOIN branch b ON b.id = s.branch
WHERE s.left_on IS NULL OR s.left_on >= :as_of
