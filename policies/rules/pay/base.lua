-- 固定薪酬: post wage and monthly bonus by package, before commission and allowances.
return {
  title   = "固定薪酬",
  clause  = "D18 5.1, 5.2.1",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = {
    "grade", "step", "former_pay?", "department_factor?",
    package = "pay.package.package",
    results = { history = { "assess.hq.grade", "assess.region.grade" }, last = 1 },
  },
  params  = {
    uplift            = "pay.base.uplift",
    post_wage         = "pay.base.post_wage",
    bonus             = "pay.base.bonus",
    personal_factor   = "pay.base.personal_factor",
    department_factor = "pay.base.department_factor",
  },
  gives   = {
    wage  = { "money", title = "岗位工资" },
    bonus = { "money", title = "绩效奖金" },
    base  = { "money", title = "固定薪酬" },
  },

  decide = function(person, param)
    local uplift = param.uplift[person.package]
    if person.package == "transfer" then
      if person.former_pay == nil then
        stop("联通在编转入员工没有登记原月工资与奖金")
      end
      local pay = money.times(person.former_pay, uplift)
      because("D18 5.2.1", "转入保护期内：原工资、奖金 {1:money} × {2:percent} = {3:money}", person.former_pay, uplift, pay)
      return { wage = pay, bonus = 0, base = pay }
    end

    if not (person.step == "A" or person.step == "B" or person.step == "C") then
      stop("没有薪级 {1}", person.step)
    end
    local standard = param.post_wage[person.grade][person.step]
    local wage = money.times(standard, uplift)
    because("D18 5.1", "岗位工资标准 {1:money} × {2:percent} = {3:money}", standard, uplift, wage)
    if person.package == "two" then
      return { wage = wage, bonus = 0, base = wage }
    end

    local department = person.department_factor or param.department_factor
    local personal = param.personal_factor[person.results[1] or "none"]
    local bonus = money.times(param.bonus[person.grade], uplift, department, personal)
    because("D18 5.1", "绩效奖金标准 {1:money} × {2:percent} × 部门系数 {3} × 个人系数 {4} = {5:money}",
      param.bonus[person.grade], uplift, department, personal, bonus)
    return { wage = wage, bonus = bonus, base = wage + bonus }
  end,
}
