/*
subject: campaign
gives:
  audience_classes:  {type: list, title: 活动对象的价值等级}
  audience_segments: {type: list, title: 活动对象的需求细分}
  audience_regions:  {type: list, title: 活动对象的地域}
clause: D15 促销策略
*/
-- Three lists of the same length, one place a line of the audience; an empty text stands for any.
WITH line AS (
  SELECT campaign, coalesce(class, '') AS class, coalesce(segment, '') AS segment, coalesce(region, '') AS region
  FROM campaign_audience
  ORDER BY campaign, id
)
SELECT campaign AS id,
       json_group_array(class)   AS audience_classes,
       json_group_array(segment) AS audience_segments,
       json_group_array(region)  AS audience_regions
FROM line
GROUP BY campaign
