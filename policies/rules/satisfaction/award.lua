-- 满意度优秀个人: inside each unit, the people whose customers are the most satisfied.
local percent = 100
local digits = 6   -- fixed: decimals that scores are compared to

local function weighted(mean, weights)
  local total = weights.product * mean.product + weights.service * mean.service + weights.response * mean.response
    + weights.attitude * mean.attitude + weights.delivery * mean.delivery
  return math.round(total / percent, digits)
end

return {
  title   = "满意度优秀个人",
  clause  = "D10 6.3",
  subject = "staff",
  period  = "year",
  over    = "branch",
  when    = "surveyed",
  needs   = {
    "responses",
    product  = "product_mean",
    service  = "service_mean",
    response = "response_mean",
    attitude = "attitude_mean",
    delivery = "delivery_mean",
  },
  params  = {
    weights       = "satisfaction.score.weights",
    min_responses = "satisfaction.award.min_responses",
    min_score     = "satisfaction.award.min_score",
    places        = "satisfaction.award.places",
    prize         = "satisfaction.award.prize",
  },
  gives   = {
    score = { "number", title = "满意度" },
    rank  = { "int?", title = "名次" },
    award = { "bool", title = "评为优秀个人" },
    prize = { "money", title = "奖金" },
  },

  decide = function(members, param)
    local outcomes, ranking = {}, {}
    for i, person in ipairs(members) do
      local score = weighted(person, param.weights)
      outcomes[i] = { score = score, award = false, prize = 0 }
      if person.responses >= param.min_responses then
        table.insert(ranking, { place = i, id = person.id, score = score })
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
    because("D10 6.3", "本单位 {1} 人有答卷，满 {2} 份的 {3} 人参评；前 {4} 名且不低于 {5} 分者评为优秀个人，奖励 {6:money}",
            #members, param.min_responses, #ranking, param.places, param.min_score, param.prize)
    return outcomes
  end,
}
