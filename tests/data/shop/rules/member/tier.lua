-- 会员等级: by what a member spent in twelve months.
return {
  title   = "会员等级",
  clause  = "S1 2.1",
  subject = "member",
  needs   = { "spent_12m" },
  params  = { from = "member.tier.from" },
  gives   = { tier = { { "gold", "silver", "plain" }, title = "等级" } },

  decide = function(member, param)
    local tier = "plain"
    if member.spent_12m >= param.from.gold then
      tier = "gold"
    elseif member.spent_12m >= param.from.silver then
      tier = "silver"
    end
    because("S1 2.1", "近十二个月消费 {1:money}", member.spent_12m)
    return { tier = tier }
  end,
}
