/*
subject: member
gives:
  peers: {type: int, title: 同级人数, default: 0}
*/
SELECT m.id AS id, count(*) AS peers
FROM member m JOIN member o ON o.level = m.level
GROUP BY m.id
