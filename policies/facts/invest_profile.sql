/*
subject: customer
gives:
  invests:         {type: bool, title: 做过投资评估, default: false}
  investment_need: {type: enum, enum: investment_need, title: 投资需求}
  risk_tolerance:  {type: enum, enum: risk_tolerance, title: 风险承受能力}
  risk_assessed:   {type: date, title: 投资评估日期}
clause: D14 8
*/
WITH assessed AS (
  SELECT customer, need, tolerance, assessed_on,
         row_number() OVER (PARTITION BY customer ORDER BY assessed_on DESC, id DESC) AS latest
  FROM investor_profile
  WHERE assessed_on <= :as_of
)
SELECT customer AS id, 1 AS invests, need AS investment_need, tolerance AS risk_tolerance, assessed_on AS risk_assessed
FROM assessed
WHERE latest = 1
