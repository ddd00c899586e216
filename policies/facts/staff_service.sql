/*
subject: staff
gives:
  in_service:      {type: bool, title: 本期在精英团队任职, default: false}
  in_hq:           {type: bool, title: 本期参加本部考核, default: false}
  in_region:       {type: bool, title: 本期参加区域考核, default: false}
  scheme:          {type: enum, enum: unit_kind, title: 团队类别}
  phase:           {type: enum, enum: market_phase, title: 市场阶段}
  car_provided:    {type: bool, title: 公司保证用车}
  months_employed: {type: int, title: 在团队的第几个月, unit: 月}
  on_trial:        {type: bool, title: 试用期内, default: false}
  team_size:       {type: int, title: 团队人数, unit: 人}
  team_rank:       {type: int, title: 在团队中的序号}
clause: D18 1, 2, 6
*/
-- A member of an elite team counts for pay when in the team on any day of the period. Assessed is who is still
-- there on its last day; someone who came after its first day, only if scores were recorded. The month of
-- joining is month 1. A month in which the trial ends is still a month of trial. Somebody without a date of joining
-- stays in, so that the missing date is reported instead of the person being forgotten.
WITH serving AS (
  SELECT s.id, s.team, s.joined_on, s.trial_until, b.kind, b.market_phase, coalesce(b.car_provided, 1) AS car,
         s.left_on IS NULL OR s.left_on >= :period_end AS stays,
         coalesce(s.joined_on <= :period_start, 1) AS whole,
         count(*) OVER (PARTITION BY s.team) AS team_size,
         row_number() OVER (PARTITION BY s.team ORDER BY s.id) AS team_rank
  FROM staff s
  JOIN team t ON t.id = s.team
  JOIN branch b ON b.id = t.branch
  WHERE (s.joined_on IS NULL OR s.joined_on <= :period_end) AND (s.left_on IS NULL OR s.left_on >= :period_start)
)
SELECT v.id,
       1 AS in_service,
       v.kind = 'hq' AND v.stays
         AND (v.whole OR EXISTS (SELECT 1 FROM hq_assessment a WHERE a.staff = v.id AND a.quarter = :period_start)) AS in_hq,
       v.kind = 'region' AND v.stays
         AND (v.whole OR EXISTS (SELECT 1 FROM region_assessment a WHERE a.staff = v.id AND a.month = :period_start)) AS in_region,
       v.kind AS scheme,
       v.market_phase AS phase,
       v.car AS car_provided,
       (CAST(substr(:period_end, 1, 4) AS INTEGER) - CAST(substr(v.joined_on, 1, 4) AS INTEGER)) * 12
         + CAST(substr(:period_end, 6, 2) AS INTEGER) - CAST(substr(v.joined_on, 6, 2) AS INTEGER) + 1 AS months_employed,
       coalesce(v.trial_until >= :period_start, 0) AS on_trial,
       v.team_size,
       v.team_rank
FROM serving v
