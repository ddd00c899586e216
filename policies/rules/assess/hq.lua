-- 本部精英季度考核: the team first, then its members by a distribution that the team's grade sets.
local digits = 9      -- fixed: scores are compared to this many decimals, so that a sum of weights never misses a line by a hair
local percent = 100
local half = 0.5      -- fixed: rounds half up

local function weighted(member, weights, full)
  for _, mark in ipairs({ member.m, member.s, member.d }) do
    if mark < 0 or mark > full then
      stop("{1} 的评分 {2} 不在 0 到 {3} 分之间", member.id, mark, full)
    end
  end
  return math.round((weights.M * member.m + weights.S * member.s + weights.D * member.d) / percent, digits)
end

local function half_up(share, members)
  return math.floor(share * members / percent + half)
end

return {
  title   = "本部精英季度考核",
  clause  = "D18 6a",
  subject = "staff",
  period  = "quarter",
  over    = "team",
  when    = "in_hq",
  needs   = { "phase", m = "market_score", s = "sales_score", d = "daily_score" },
  params  = {
    cultivation = "assess.hq.weights.cultivation",
    harvest     = "assess.hq.weights.harvest",
    full        = "assess.hq.full_marks",
    grades      = "assess.hq.grades",
    team_a      = "assess.hq.distribution.team_a",
    team_b      = "assess.hq.distribution.team_b",
    team_c      = "assess.hq.distribution.team_c",
  },
  gives   = {
    score      = { "number", title = "个人得分" },
    team_score = { "number", title = "团队得分" },
    team_grade = { { "A", "B", "C" }, title = "团队等级" },
    grade      = { { "A", "B", "C" }, title = "个人等级" },
    rank       = { "int", title = "团队内名次" },
  },

  decide = function(members, param)
    local ranking, total = {}, 0
    for i, member in ipairs(members) do
      local weights = member.phase == "harvest" and param.harvest or param.cultivation
      local score = weighted(member, weights, param.full)
      ranking[i] = { id = member.id, score = score }
      total = total + score
    end

    local team_score = math.round(total / #members, digits)
    local team_grade, spread = "C", param.team_c
    if team_score >= param.grades.A then
      team_grade, spread = "A", param.team_a
    elseif team_score >= param.grades.B then
      team_grade, spread = "B", param.team_b
    end
    because("D18 6a.2", "团队平均 {1} 分，评为 {2}", team_score, team_grade)

    local best = math.min(half_up(spread.A, #members), #members)
    local last = math.min(half_up(spread.C, #members), #members - best)
    because("D18 6a.2", "{1} 级团队 {2} 名成员按得分排名：前 {3} 名为 A，后 {4} 名为 C，其余为 B", team_grade, #members, best, last)

    local outcomes = {}
    for rank, place in ipairs(table.order(ranking, "-score", "id")) do
      local grade = "B"
      if rank <= best then
        grade = "A"
      elseif rank > #members - last then
        grade = "C"
      end
      outcomes[place] = { score = ranking[place].score, team_score = team_score, team_grade = team_grade, grade = grade, rank = rank }
    end
    return outcomes
  end,
}
