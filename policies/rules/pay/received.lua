-- 提成基数: the fees of the month that count for commission, and the person's weight in the team's second sharing.
return {
  title   = "提成基数",
  clause  = "D18 5.1, 5.2.3, 5.4.3",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = {
    "origin", "fee_months?", "fee_amounts?", "fee_earlier?", "points?",
    package = "pay.package.package",
    results = { history = { "assess.hq.grade", "assess.region.grade" }, last = 1 },
  },
  params  = {
    window_months  = "pay.received.window_months",
    grade_factor   = "pay.received.grade_factor",
    default_points = "pay.received.default_points",
  },
  gives   = {
    received = { "money", title = "计提话费" },
    weight   = { "number", title = "分配权重" },
  },
  note    = "fee_months、fee_amounts(分)、fee_earlier 是等长的三列：客户月龄、该月龄实收话费、是否加入团队前发展",

  decide = function(person, param)
    if person.package ~= "two" then
      because("D18 5.1", "未进入套餐二，不计提成")
      return { received = 0, weight = 0 }
    end

    local received, expired, others = 0, 0, 0
    for i, month in ipairs(person.fee_months or {}) do
      local amount = person.fee_amounts[i]
      if month > param.window_months then
        expired = expired + amount
      elseif person.fee_earlier[i] == 1 and person.origin ~= "direct_sales" then
        others = others + amount
      else
        received = received + amount
      end
    end
    because("D18 5.4.3", "所发展客户前 {1} 个月内的本月实收话费 {2:money}", param.window_months, received)
    if expired ~= 0 then
      because("D18 5.4.3", "超过 {1} 个月的话费 {2:money} 不计", param.window_months, expired)
    end
    if others ~= 0 then
      because("D18 5.2.3", "加入团队以前发展的客户话费 {1:money} 不计", others)
    end

    local points = person.points or param.default_points
    local factor = param.grade_factor[person.results[1] or "none"]
    because("D18 5.1", "二次分配权重：贡献 {1} 分 × 考核系数 {2}", points, factor)
    return { received = received, weight = points * factor }
  end,
}
