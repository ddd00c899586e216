/*
subject: branch
gives:
  employee_score:     {type: number, title: 员工满意度均分, unit: 分}
  employee_responses: {type: int, title: 员工答卷份数, default: 0}
clause: D03 1
*/
SELECT branch AS id, avg(score) AS employee_score, count(*) AS employee_responses
FROM employee_survey
WHERE answered_on BETWEEN :period_start AND :period_end
GROUP BY branch
