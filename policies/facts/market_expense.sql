/*
subject: expense_claim
gives:
  budget_used: {type: money, title: 预算项已用, default: 0}
clause: D13 3.3
*/
-- Other claims on the same line of the budget that were approved by the date.
SELECT c.id, sum(o.amount) AS budget_used
FROM expense_claim c
JOIN expense_claim o ON o.budget = c.budget AND o.id <> c.id AND o.status = 'approved' AND o.decided_on <= :as_of
GROUP BY c.id
