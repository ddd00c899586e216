-- 区域精英月度考核: accounts opened against the target, and attitude.
local digits = 9      -- fixed: scores are compared to this many decimals

return {
  title   = "区域精英月度考核",
  clause  = "D18 6b",
  subject = "staff",
  period  = "month",
  when    = "in_region",
  branch  = true,
  needs   = { "accounts", "attitude", "on_trial" },
  params  = {
    target  = "assess.region.target",
    regular = "assess.region.weights.regular",
    trial   = "assess.region.weights.trial",
    grades  = "assess.region.grades",
    cap     = "assess.region.cap",
  },
  gives   = { score = { "number", title = "得分" }, grade = { { "A", "B", "C" }, title = "等级" } },

  decide = function(person, param)
    local clause, weights, target = "D18 6b.2", param.regular, param.target.regular
    if person.on_trial then
      clause, weights, target = "D18 6b.2C", param.trial, param.target.trial
    end
    if person.accounts < 0 then
      stop("发展用户数 {1} 不能为负", person.accounts)
    end
    if person.attitude < 0 or person.attitude > weights.attitude then
      stop("工作态度得分 {1} 不在 0 到 {2} 分之间", person.attitude, weights.attitude)
    end

    local score = math.round(person.accounts * weights.accounts / target + person.attitude, digits)
    because(clause, "发展 {1} 户，目标 {2} 户，按 {3} 分折算，加工作态度 {4} 分，得 {5} 分",
      person.accounts, target, weights.accounts, person.attitude, score)
    if param.cap > 0 and score > param.cap then
      score = param.cap
      because("D18 6b.2", "得分以 {1} 分封顶", param.cap)
    end

    local grade = "C"
    if score >= param.grades.A then
      grade = "A"
    elseif score >= param.grades.B then
      grade = "B"
    end
    because("D18 6b.2B", "{1} 分以上为 A,{2} 分以上为 B，评为 {3}", param.grades.A, param.grades.B, grade)
    return { score = score, grade = grade }
  end,
}
