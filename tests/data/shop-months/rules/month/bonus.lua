-- 月度返利: by level, and a part of what all of one level share.
return {
  title   = "月度返利",
  clause  = "S2",
  subject = "member",
  period  = "month",
  needs   = { "spent", "level", "peers" },
  params  = { rate = "month.bonus.rate", shared = "month.bonus.shared" },
  gives   = { bonus = { "money", title = "返利" }, level = { "int", title = "级别" } },

  decide = function(member, param)
    local own = money.times(member.spent, param.rate, member.level)
    return { bonus = own + money.times(param.shared, 1 / member.peers), level = member.level }
  end,
}
