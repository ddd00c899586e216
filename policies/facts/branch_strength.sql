/*
subject: branch
gives:
  has_team: {type: bool, title: 设有精英团队, default: false}
  heads:    {type: int, title: 精英团队在职人数, unit: 人, default: 0}
clause: D18 2(4)
*/
SELECT t.branch AS id,
       1 AS has_team,
       count(s.id) AS heads
FROM team t
LEFT JOIN staff s ON s.team = t.id AND (s.joined_on IS NULL OR s.joined_on <= :as_of) AND (s.left_on IS NULL OR s.left_on >= :as_of)
GROUP BY t.branch
