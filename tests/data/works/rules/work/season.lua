-- 旺季: teams that made enough in a quarter.
return {
  title   = "旺季",
  clause  = "W3",
  subject = "worker",
  period  = "quarter",
  over    = "team",
  needs   = { "pieces" },
  params  = { least = "work.season.pieces" },
  gives   = { enough = "bool" },

  decide = function(members, param)
    local sum, outcomes = 0, {}
    for _, member in ipairs(members) do
      sum = sum + member.pieces
    end
    for i = 1, #members do
      outcomes[i] = { enough = sum >= param.least }
    end
    return outcomes
  end,
}
