-- 级别变动: two months in a row with A lift a level, two with C lower it.
return {
  title   = "级别变动",
  clause  = "S2",
  subject = "member",
  period  = "month",
  needs   = { "level", recent = { history = { "month.grade.grade" }, last = 2, since = "level_since" } },
  params  = { most = "month.level.most" },
  gives   = {
    change    = { { "up", "down", "none" }, title = "变动" },
    new_level = { "int?", title = "变动后级别" },
  },
  sets    = { level = "new_level" },
  moved   = "level_since",

  decide = function(member, param)
    local first, second = member.recent[1], member.recent[2]
    if first == "A" and second == "A" and member.level < param.most then
      return { change = "up", new_level = member.level + 1 }
    elseif first == "C" and second == "C" and member.level > 1 then
      return { change = "down", new_level = member.level - 1 }
    end
    return { change = "none" }
  end,
}
