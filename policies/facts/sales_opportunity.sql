/*
subject: opportunity
gives:
  is_open:      {type: bool, title: 仍在跟进}
  in_process:   {type: bool, title: 未失去的商机}
  last_contact: {type: date, title: 上次联系日期}
  evidence:     {type: list, title: 已有的过程记录}
clause: D06 9, 10, D04 3.1
*/
-- A deal closed after the date was still open then. Contact with the customer counts for the customer's deals.
-- A signed contract and a note of contact are evidence without being registered once more.
WITH kept AS (
  SELECT opportunity, kind FROM opportunity_evidence WHERE recorded_on <= :as_of
  UNION
  SELECT opportunity, 'contact_record' FROM contact_record WHERE contacted_on <= :as_of
  UNION
  SELECT opportunity, 'signed_contract' FROM contract WHERE opportunity IS NOT NULL AND signed_on <= :as_of
), listed AS (
  SELECT opportunity, json_group_array(kind) AS kinds
  FROM (SELECT opportunity, kind FROM kept ORDER BY opportunity, kind)
  GROUP BY opportunity
), noted AS (
  SELECT opportunity, max(contacted_on) AS contacted_on
  FROM contact_record
  WHERE contacted_on <= :as_of
  GROUP BY opportunity
), visited AS (
  SELECT customer, max(visited_on) AS visited_on
  FROM visit
  WHERE visited_on <= :as_of
  GROUP BY customer
)
SELECT o.id,
       coalesce(o.opened_on <= :as_of, 1) AND (o.status = 'open' OR coalesce(o.closed_on > :as_of, 0)) AS is_open,
       coalesce(o.opened_on <= :as_of, 1) AND (o.status <> 'lost' OR coalesce(o.closed_on > :as_of, 0)) AS in_process,
       nullif(max(coalesce(n.contacted_on, ''), coalesce(v.visited_on, '')), '') AS last_contact,
       coalesce(l.kinds, '[]') AS evidence
FROM opportunity o
LEFT JOIN listed l ON l.opportunity = o.id
LEFT JOIN noted n ON n.opportunity = o.id
LEFT JOIN visited v ON v.customer = o.customer
