/*
subject: customer
gives:
  surveyed:      {type: bool, title: 本期有满意度答卷, default: false}
  responses:     {type: int, title: 答卷份数, default: 0}
  product_mean:  {type: number, title: 产品质量均分}
  service_mean:  {type: number, title: 服务质量均分}
  response_mean: {type: number, title: 响应速度均分}
  attitude_mean: {type: number, title: 服务态度均分}
  delivery_mean: {type: number, title: 交付准时均分}
clause: D02 6
*/
SELECT s.customer AS id,
       1 AS surveyed,
       count(*) AS responses,
       avg(s.product_score)  AS product_mean,
       avg(s.service_score)  AS service_mean,
       avg(s.response_score) AS response_mean,
       avg(s.attitude_score) AS attitude_mean,
       avg(s.delivery_score) AS delivery_mean
FROM survey s
JOIN customer c ON c.id = s.customer
WHERE s.answered_on BETWEEN :period_start AND :period_end AND s.customer IS NOT NULL
GROUP BY s.customer
