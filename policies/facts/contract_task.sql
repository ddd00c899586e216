/*
subject: contract_task
gives:
  is_started: {type: bool, title: 合同已交内勤, default: false}
clause: D09 1.5
*/
SELECT id, 1 AS is_started
FROM contract_task
WHERE received_on <= :as_of
