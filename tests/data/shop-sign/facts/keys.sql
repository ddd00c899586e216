/*
subject: clerk
gives:
  keys: {type: list, title: 身份}
*/
SELECT clerk, json_group_array(kind) AS keys
FROM badge
WHERE "from" <= :as_of AND ("until" IS NULL OR "until" >= :as_of)
GROUP BY clerk
