/*
subject: staff
gives:
  service_rated:    {type: bool, title: 本月有客服评分, default: false}
  quality:          {type: number, title: 服务质量得分, unit: 分}
  ability:          {type: number, title: 业务能力得分, unit: 分}
  service_attitude: {type: number, title: 工作态度得分, unit: 分}
  breaches:         {type: int, title: 本月已确认的违规次数, default: 0}
clause: D11 6
*/
-- The latest rating of the month, and how often the person broke a rule in it.
WITH rated AS (
  SELECT staff, quality, ability, attitude, row_number() OVER (PARTITION BY staff ORDER BY id DESC) AS latest
  FROM service_rating
  WHERE month = :period_start
)
SELECT r.staff AS id,
       1 AS service_rated,
       r.quality,
       r.ability,
       r.attitude AS service_attitude,
       (SELECT count(*) FROM discipline_event e
        WHERE e.staff = r.staff AND e.kind = 'penalty' AND e.status = 'confirmed'
          AND e.occurred_on BETWEEN :period_start AND :period_end) AS breaches
FROM rated r
WHERE r.latest = 1
