-- 目标考核: what each person sold against the yearly target broken down to them, and who is outstanding in the unit.
local function grade_of(achieved, target, lines)
  if target <= 0 then
    return achieved >= 0 and "reached" or "missed"
  end
  for _, grade in ipairs{ "exceeded", "reached", "near" } do
    if achieved >= money.times(target, lines[grade]) then
      return grade
    end
  end
  return "missed"
end

return {
  title   = "销售目标考核",
  clause  = "D04 3.5, 6.1, D08 5.1(1)",
  subject = "staff",
  period  = "year",
  over    = "branch",
  when    = "carries_target",
  needs   = { "achieved", target = "sales.target.target" },
  params  = { lines = "sales.achievement.lines", places = "sales.achievement.places" },
  gives   = {
    achieved    = { "money", title = "完成额" },
    rate        = { "number?", title = "完成率（%）" },
    grade       = { "target_grade", title = "考核等级" },
    rank        = { "int", title = "名次" },
    outstanding = { "bool", title = "评为优秀" },
  },

  decide = function(members, param)
    local outcomes, ranking = {}, {}
    for i, person in ipairs(members) do
      local grade = grade_of(person.achieved, person.target, param.lines)
      local rate = person.target > 0 and math.round(person.achieved / person.target * 100, 2) or nil
      outcomes[i] = { achieved = person.achieved, rate = rate, grade = grade }
      ranking[i] = { id = person.id, rate = rate or 0, achieved = person.achieved }
    end

    for rank, place in ipairs(table.order(ranking, "-rate", "-achieved", "id")) do
      local outcome = outcomes[place]
      outcome.rank = rank
      outcome.outstanding = rank <= param.places and outcome.grade == "exceeded"
    end
    because("D04 3.5", "本单位 {1} 人，按全年净销售额占个人目标的比例考核：{2:percent} 为超额，{3:percent} 为完成，{4:percent} 为接近",
            #members, param.lines.exceeded, param.lines.reached, param.lines.near)
    because("D08 5.1(1)", "超额完成者中前 {1} 名评为优秀", param.places)
    return outcomes
  end,
}
