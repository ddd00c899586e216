/*
title: 销售人员成交统计
clause: D04 3.4, 3.5
area: trade
parameters:
  person: {type: ref, entity: staff, title: 员工}
note: 成交与失去按结束日期计入季度，立项按立项日期计入；成交率为成交数占成交与失去之和的比例。没有日期的商机不计。
columns:
  quarter: {type: text, title: 季度}
  unit:    {type: text, title: 单位}
  id:      {type: text, title: 工号}
  name:    {type: text, title: 姓名}
  opened:  {type: int, title: 立项, unit: 笔, total: sum}
  won:     {type: int, title: 成交, unit: 笔, total: sum}
  lost:    {type: int, title: 失去, unit: 笔, total: sum}
  rate:    {type: rate, title: 成交率}
  amount:  {type: money, title: 成交金额, unit: 元, total: sum}
  mean:    {type: money, title: 每笔平均, unit: 元}
*/
WITH event AS (
  SELECT seller, branch, opened_on AS day, 1 AS opened, 0 AS won, 0 AS lost, 0 AS amount
  FROM opportunity
  UNION ALL
  SELECT seller, branch, closed_on, 0, status = 'won', status = 'lost', CASE WHEN status = 'won' THEN coalesce(amount, 0) ELSE 0 END
  FROM opportunity
  WHERE status <> 'open'
)
SELECT substr(e.day, 1, 4) || 'Q' || ((CAST(substr(e.day, 6, 2) AS INTEGER) + 2) / 3) AS quarter,
       b.name AS unit, s.id AS id, s.name AS name, sum(e.opened) AS opened, sum(e.won) AS won, sum(e.lost) AS lost,
       round(CASE WHEN sum(e.won + e.lost) > 0 THEN 1.0 * sum(e.won) / sum(e.won + e.lost) END, 4) AS rate,
       sum(e.amount) AS amount,
       CASE WHEN sum(e.won) > 0 THEN CAST(round(1.0 * sum(e.amount) / sum(e.won)) AS INTEGER) END AS mean
FROM event e
JOIN staff s ON s.id = e.seller
LEFT JOIN branch b ON b.id = coalesce(e.branch, s.branch)
WHERE e.day BETWEEN :period_start AND :period_end
  AND (:branch IS NULL OR b.id = :branch) AND (:person IS NULL OR s.id = :person)
GROUP BY 1, b.id, s.id
ORDER BY 1, b.id, s.id
