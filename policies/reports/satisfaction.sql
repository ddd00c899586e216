/*
title: 满意度报告
clause: D02 6, D10 6
area: service
period: year
decisions: [satisfaction.unit]
columns:
  unit:      {type: text, title: 单位}
  responses: {type: int, title: 答卷, unit: 份, total: sum}
  score:     {type: number, title: 满意度, unit: 分}
  improve:   {type: bool, title: 须制定改进措施}
*/
SELECT b.name AS unit, u.responses AS responses, round(u.score, 2) AS score, u.improve AS improve
FROM branch b JOIN decision_satisfaction_unit u ON u.subject = b.id
WHERE :branch IS NULL OR b.id = :branch
ORDER BY u.score DESC, b.id
