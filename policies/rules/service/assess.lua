-- 客服月度考核: how a service person did this month, and what follows.
local percent = 100
local digits = 6   -- fixed: decimals that scores are compared to

return {
  title   = "客服月度考核",
  clause  = "D11 6",
  subject = "staff",
  period  = "month",
  when    = "service_rated",
  needs   = { "quality", "ability", attitude = "service_attitude", "breaches" },
  params  = {
    weights = "service.assess.weights",
    grades  = "service.assess.grades",
    reward  = "service.assess.reward",
    penalty = "service.assess.penalty",
  },
  gives   = {
    score     = { "number", title = "得分" },
    grade     = { "service_grade", title = "等级" },
    reward    = { "money", title = "应奖" },
    penalty   = { "money", title = "应罚" },
    criticism = { "bool", title = "批评教育" },
  },

  decide = function(person, param)
    local score = math.round((param.weights.quality * person.quality + param.weights.ability * person.ability
                              + param.weights.attitude * person.attitude) / percent, digits)
    because("D11 6.1", "服务质量 {1} 分、业务能力 {2} 分、工作态度 {3} 分，综合 {4} 分",
            person.quality, person.ability, person.attitude, score)

    local grade = "poor"
    if score >= param.grades.excellent then
      grade = "excellent"
    elseif score >= param.grades.good then
      grade = "good"
    elseif score >= param.grades.fair then
      grade = "fair"
    end

    if person.breaches > 0 then
      because("D11 6.3", "本月违反工作规范 {1} 次，批评教育，不予奖励；罚款按奖惩事项另计", person.breaches)
      return { score = score, grade = grade, reward = 0, penalty = param.penalty[grade], criticism = true }
    end
    local reward, penalty = param.reward[grade], param.penalty[grade]
    if reward > 0 then
      because("D11 6.2", "表现优秀，表彰并奖励 {1:money}", reward)
    end
    if penalty > 0 then
      because("D11 6.3", "考核不合格，批评教育并处罚 {1:money}", penalty)
    end
    return { score = score, grade = grade, reward = reward, penalty = penalty, criticism = grade == "poor" }
  end,
}
