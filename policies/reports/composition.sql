/*
title: 客户构成分析表
clause: D05 3.1
area: trade
decisions: [analyse.composition]
columns:
  unit:         {type: text, title: 单位}
  channel_type: {type: enum, enum: channel_type, title: 渠道类型}
  subtotal:     {type: money, title: 小计, unit: 元, total: sum}
  share:        {type: rate, title: 所占比重}
  target:       {type: rate, title: 方针比重}
  verdict:      {type: enum, enum: share_verdict, title: 对照结果}
*/
SELECT b.name AS unit, i.channel_type AS channel_type, d.subtotal AS subtotal, round(d.share, 4) AS share, d.target AS target,
       d.verdict AS verdict
FROM branch_channel i
JOIN branch b ON b.id = i.branch
JOIN decision_analyse_composition d ON d.subject = i.id
WHERE :branch IS NULL OR b.id = :branch
ORDER BY b.id, d.subtotal DESC, i.id
