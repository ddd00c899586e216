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
SELECT o.id,
       coalesce(o.opened_on <= :as_of, 1) AND (o.status = 'open' OR coalesce(o.closed_on > :as_of, 0)) AS is_open,
       coalesce(o.opened_on <= :as_of, 1) AND (o.status <> 'lost' OR coalesce(o.closed_on > :as_of, 0)) AS in_process,
       nullif(max(coalesce((SELECT max(n.contacted_on) FROM contact_record n
                            WHERE n.opportunity = o.id AND n.contacted_on <= :as_of), ''),
                  coalesce((SELECT max(v.visited_on) FROM visit v
                            WHERE v.customer = o.customer AND v.visited_on <= :as_of), '')), '') AS last_contact,
       (SELECT json_group_array(kind)
        FROM (SELECT e.kind FROM opportunity_evidence e WHERE e.opportunity = o.id AND e.recorded_on <= :as_of
              UNION
              SELECT 'contact_record' FROM contact_record n WHERE n.opportunity = o.id AND n.contacted_on <= :as_of
              UNION
              SELECT 'signed_contract' FROM contract c WHERE c.opportunity = o.id AND c.signed_on <= :as_of
              ORDER BY 1)) AS evidence
FROM opportunity o
