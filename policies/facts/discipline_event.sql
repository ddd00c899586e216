/*
subject: discipline_event
gives:
  is_penalty: {type: bool, title: 须处罚, default: false}
  is_reward:  {type: bool, title: 须奖励, default: false}
  earlier:    {type: int, title: 此前十二个月同类已确认次数, default: 0}
  rewarded:   {type: money, title: 当年此前已确认的奖励, default: 0}
clause: D06 8, D09 1.5
*/
-- Events that happened by the date and were not withdrawn; earlier ones of the same person count when confirmed.
SELECT e.id,
       e.kind = 'penalty' AS is_penalty,
       e.kind = 'reward' AS is_reward,
       (SELECT count(*) FROM discipline_event p
        WHERE p.staff = e.staff AND p.kind = e.kind AND p.category = e.category AND p.status = 'confirmed' AND p.id <> e.id
          AND p.occurred_on > months_before(e.occurred_on, 12) AND (p.occurred_on, p.id) < (e.occurred_on, e.id)) AS earlier, -- fixed: 十二个月内的同类行为
       (SELECT coalesce(sum(p.amount), 0) FROM discipline_event p
        WHERE p.staff = e.staff AND p.kind = 'reward' AND p.status = 'confirmed' AND p.id <> e.id
          AND p.occurred_on >= date(e.occurred_on, 'start of year') AND (p.occurred_on, p.id) < (e.occurred_on, e.id)) AS rewarded
FROM discipline_event e
WHERE e.occurred_on <= :as_of AND e.status <> 'withdrawn'
