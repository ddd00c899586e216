-- 季度奖: for each month with A.
return {
  title   = "季度奖",
  clause  = "S2",
  subject = "member",
  period  = "quarter",
  needs   = { grades = { history = { "month.grade.grade" }, last = 3 } },
  params  = { each = "quarter.award.each" },
  gives   = { award = { "money", title = "季度奖" }, months = { "int", title = "计入的月份" } },

  decide = function(member, param)
    local months = 0
    for i = 1, #member.grades do
      if member.grades[i] == "A" then
        months = months + 1
      end
    end
    return { award = param.each * months, months = #member.grades }
  end,
}
