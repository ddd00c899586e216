-- 一线公司考核: customer satisfaction and employee satisfaction of a unit.
local percent = 100
local digits = 6   -- fixed: decimals that scores are compared to

return {
  title   = "一线公司满意度考核",
  clause  = "D03 1.4",
  subject = "branch",
  period  = "year",
  needs   = {
    customer           = "satisfaction.unit.score?",
    customer_responses = "responses",
    employee           = "employee_score?",
    "employee_responses",
  },
  params  = {
    weights       = "frontline.score.weights",
    min_responses = "frontline.score.min_responses",
    grades        = "frontline.score.grades",
  },
  gives   = {
    score = { "number?", title = "得分" },
    grade = { "front_line_grade", title = "等级" },
  },

  decide = function(unit, param)
    if unit.customer == nil or unit.customer_responses < param.min_responses.customer then
      because("D03 1.4", "客户答卷 {1} 份，不足 {2} 份，不予评定", unit.customer_responses, param.min_responses.customer)
      return { grade = "unrated" }
    end
    if unit.employee == nil or unit.employee_responses < param.min_responses.employee then
      because("D03 1.4", "员工答卷 {1} 份，不足 {2} 份，不予评定", unit.employee_responses, param.min_responses.employee)
      return { grade = "unrated" }
    end

    local score = math.round((param.weights.customer * unit.customer + param.weights.employee * unit.employee) / percent, digits)
    because("D03 1.4", "客户满意度 {1} 分、员工满意度 {2} 分，综合 {3} 分",
            math.round(unit.customer, 1), math.round(unit.employee, 1), math.round(score, 1))
    if score >= param.grades.A then
      return { score = score, grade = "A" }
    end
    if score >= param.grades.B then
      return { score = score, grade = "B" }
    end
    because("D02 6", "不到 {1} 分，须分析不足并制定改进措施", param.grades.B)
    return { score = score, grade = "C" }
  end,
}
