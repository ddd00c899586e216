/*
subject: staff
gives:
  accounts: {type: int, title: 当月发展用户数, unit: 户, default: 0}
clause: D18 6b.2
*/
SELECT staff AS id, sum(accounts) AS accounts
FROM account_opening
WHERE opened_on BETWEEN :period_start AND :period_end
GROUP BY staff
