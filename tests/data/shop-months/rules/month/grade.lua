-- 月度等级: by what a member spent in the month.
return {
  title   = "月度等级",
  clause  = "S2",
  subject = "member",
  period  = "month",
  needs   = { "spent" },
  params  = { from = "month.grade.from" },
  gives   = { grade = { { "A", "B", "C" }, title = "等级" } },

  decide = function(member, param)
    if member.spent >= param.from.A then
      return { grade = "A" }
    elseif member.spent >= param.from.B then
      return { grade = "B" }
    end
    return { grade = "C" }
  end,
}
