-- 满意度优秀单位: among all units, those whose customers are the most satisfied.
return {
  title   = "满意度优秀单位",
  clause  = "D10 6.3",
  subject = "branch",
  period  = "year",
  over    = "award_pool",
  when    = "surveyed",
  needs   = { "responses", score = "satisfaction.unit.score" },
  params  = {
    min_responses = "satisfaction.unit_award.min_responses",
    min_score     = "satisfaction.unit_award.min_score",
    places        = "satisfaction.unit_award.places",
    prize         = "satisfaction.unit_award.prize",
  },
  gives   = {
    rank  = { "int?", title = "名次" },
    award = { "bool", title = "评为优秀单位" },
    prize = { "money", title = "奖金" },
  },

  decide = function(units, param)
    local outcomes, ranking = {}, {}
    for i, unit in ipairs(units) do
      outcomes[i] = { award = false, prize = 0 }
      if unit.responses >= param.min_responses then
        table.insert(ranking, { place = i, id = unit.id, score = unit.score })
      end
    end
    for rank, i in ipairs(table.order(ranking, "-score", "id")) do
      local entry = ranking[i]
      local outcome = outcomes[entry.place]
      outcome.rank = rank
      if rank <= param.places and entry.score >= param.min_score then
        outcome.award = true
        outcome.prize = param.prize
      end
    end
    because("D10 6.3", "{1} 个单位有答卷，满 {2} 份的 {3} 个参评；前 {4} 名且不低于 {5} 分者评为优秀单位，奖励 {6:money}",
            #units, param.min_responses, #ranking, param.places, param.min_score, param.prize)
    return outcomes
  end,
}
