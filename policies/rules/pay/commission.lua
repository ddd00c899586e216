-- 话费提成: one pool for the team, shared by weight to the last fen.
return {
  title   = "话费提成",
  clause  = "D18 5.1",
  subject = "staff",
  period  = "month",
  over    = "team",
  when    = "in_service",
  needs   = { "scheme", received = "pay.received.received", weight = "pay.received.weight" },
  params  = { rate = "pay.commission.rate", coefficient = "pay.commission.coefficient" },
  gives   = {
    commission = { "money", title = "提成" },
    pool       = { "money", title = "团队提成总额" },
  },

  decide = function(members, param)
    local scheme = members[1].scheme
    local total, weights = 0, {}
    for i, member in ipairs(members) do
      if member.scheme ~= scheme then
        stop("同一团队的成员 {1} 与 {2} 不属同一类团队", members[1].id, member.id)
      end
      if member.weight < 0 then
        stop("{1} 的分配权重 {2} 不能为负", member.id, member.weight)
      end
      total = total + member.received
      weights[i] = member.weight
    end

    local coefficient = param.coefficient[scheme]
    local pool = 0
    if total > 0 then
      pool = money.times(total, param.rate, coefficient)
      because("D18 5.1", "团队计提话费 {1:money} × {2:percent} × 系数 {3} = {4:money}，按权重分到每人", total, param.rate, coefficient, pool)
    else
      because("D18 5.1", "团队计提话费合计 {1:money}，没有提成", total)
    end

    local outcomes = {}
    for i, share in ipairs(money.share(pool, weights)) do
      outcomes[i] = { commission = share, pool = pool }
    end
    return outcomes
  end,
}
