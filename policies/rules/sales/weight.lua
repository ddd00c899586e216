-- 目标分解权重: a higher grade carries more of the unit's target.
return {
  title   = "目标分解权重",
  clause  = "D08 3.1",
  subject = "staff",
  period  = "year",
  when    = "carries_target",
  needs   = { "grade?" },
  params  = { weights = "sales.weight.grade" },
  gives   = { weight = { "number", title = "职等权重" } },

  decide = function(person, param)
    local weight = param.weights[person.grade or "none"]
    because("D08 3.1", "按职等，目标分解权重 {1}", weight)
    return { weight = weight }
  end,
}
