/*
subject: access_request
gives:
  roles:      {type: list, title: 申请人角色}
  own_branch: {type: bool, title: 本单位的资料, default: false}
clause: D05 1.4
*/
-- The roles in force on the day of asking. Headquarters' people look after the whole group.
SELECT r.id,
       (SELECT json_group_array(role) FROM (
          SELECT DISTINCT role FROM role_assignment
          WHERE staff = r.staff AND started_on <= r.requested_on AND (ended_on IS NULL OR ended_on >= r.requested_on)
          ORDER BY role)) AS roles,
       s.branch = r.branch OR b.kind = 'hq' AS own_branch
FROM access_request r
JOIN staff s ON s.id = r.staff
JOIN branch b ON b.id = s.branch
