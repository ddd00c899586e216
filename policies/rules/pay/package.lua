-- 薪酬套餐: which package applies in the month.
return {
  title   = "薪酬套餐",
  clause  = "D18 5.1, 5.2",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = { "origin", "months_employed" },
  params  = { first_months = "pay.package.first_months" },
  gives   = { package = "pay_package" },

  decide = function(person, param)
    local month = person.months_employed
    if month < 1 then
      stop("在团队的月数 {1} 应从 1 算起", month)
    end
    if person.origin == "direct_sales" then
      because("D18 5.2.3", "原直销转入员工适用套餐二")
      return { package = "two" }
    end
    local clause = person.origin == "transfer" and "D18 5.2.1" or "D18 5.2.2"
    if month > param.first_months then
      because(clause, "在团队第 {1} 个月，已满 {2} 个月，适用套餐二", month, param.first_months)
      return { package = "two" }
    end
    if person.origin == "transfer" then
      because(clause, "联通在编转入第 {1} 个月，前 {2} 个月按原工资、奖金发放", month, param.first_months)
      return { package = "transfer" }
    end
    because(clause, "新招聘员工第 {1} 个月，前 {2} 个月适用套餐一", month, param.first_months)
    return { package = "one" }
  end,
}
