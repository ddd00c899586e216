/*
subject: campaign
gives:
  begun:         {type: bool, title: 已开始, default: false}
  ended:         {type: bool, title: 已结束, default: false}
  campaign_cost: {type: money, title: 活动费用, default: 0}
  attendees:     {type: int, title: 参加客户数, unit: 家, default: 0}
  sales_during:  {type: money, title: 参加客户活动期净销售额, default: 0}
  sales_before:  {type: money, title: 参加客户活动前同样天数净销售额, default: 0}
clause: D04 4.2, D13 2.3
*/
-- What those who came bought while it ran, against what they bought in as many days before it.
WITH span AS (
  SELECT id, starts_on, min(ends_on, :as_of) AS until, ends_on < :as_of AS ended,
         julianday(min(ends_on, :as_of)) - julianday(starts_on) + 1 AS days
  FROM campaign
  WHERE starts_on <= :as_of
), came AS (
  SELECT DISTINCT campaign, customer FROM campaign_invitation WHERE attended AND invited_on <= :as_of
), sold AS (
  SELECT s.id,
         coalesce(sum(o.amount) FILTER (WHERE o.ordered_on >= s.starts_on), 0) AS during,
         coalesce(sum(o.amount) FILTER (WHERE o.ordered_on < s.starts_on), 0) AS earlier
  FROM span s
  JOIN came ON came.campaign = s.id
  JOIN sales_order o ON o.customer = came.customer
    AND o.ordered_on >= date(s.starts_on, '-' || s.days || ' days') AND o.ordered_on <= s.until
  GROUP BY s.id
)
SELECT s.id,
       1 AS begun,
       s.ended,
       (SELECT coalesce(sum(cost), 0) FROM campaign_invitation i WHERE i.campaign = s.id AND i.attended AND i.invited_on <= :as_of)
         + (SELECT coalesce(sum(amount), 0) FROM expense_claim e
            WHERE e.campaign = s.id AND e.status = 'approved' AND e.decided_on <= :as_of) AS campaign_cost,
       (SELECT count(*) FROM came WHERE campaign = s.id) AS attendees,
       coalesce(sold.during, 0) AS sales_during,
       coalesce(sold.earlier, 0) AS sales_before
FROM span s
LEFT JOIN sold ON sold.id = s.id
