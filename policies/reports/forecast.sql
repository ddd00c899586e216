/*
title: 销售预测
clause: D04 3.3
area: trade
period: month
decisions: [sales.forecast]
columns:
  unit:     {type: text, title: 单位}
  pipeline: {type: money, title: 商机加权额, unit: 元, total: sum}
  base:     {type: money, title: 惯常销售额, unit: 元, total: sum}
  forecast: {type: money, title: 预测销售额, unit: 元, total: sum}
*/
SELECT b.name AS unit, f.pipeline AS pipeline, f.base AS base, f.forecast AS forecast
FROM branch b JOIN decision_sales_forecast f ON f.subject = b.id
WHERE :branch IS NULL OR b.id = :branch
ORDER BY b.id
