-- 目标分解: the unit's yearly target broken down to each person; the parts add up to it to the last fen.
return {
  title   = "目标分解",
  clause  = "D08 3.1",
  subject = "staff",
  period  = "year",
  over    = "branch",
  when    = "carries_target",
  needs   = { "last_year", "unit_target", grade_weight = "sales.weight.weight" },
  gives   = { target = { "money", title = "个人年度销售目标" } },

  decide = function(members)
    local unit_target, weights, total = members[1].unit_target, {}, 0
    for i, member in ipairs(members) do
      if member.unit_target ~= unit_target then
        stop("{1} 与 {2} 的单位目标不同，不能一起分解", members[1].id, member.id)
      end
      if member.grade_weight < 0 then
        stop("{1} 的职等权重 {2} 不能为负", member.id, member.grade_weight)
      end
      weights[i] = math.max(member.last_year, 0) * member.grade_weight
      total = total + weights[i]
    end

    if total > 0 then
      because("D08 3.1", "单位年度目标 {1:money}，按上年净销售额 × 职等权重分解到 {2} 人", unit_target, #members)
    else
      because("D08 3.1", "单位年度目标 {1:money}，{2} 人上年都没有净销售额，平均分解", unit_target, #members)
    end

    local outcomes = {}
    for i, share in ipairs(money.share(unit_target, weights)) do
      outcomes[i] = { target = share }
    end
    return outcomes
  end,
}
