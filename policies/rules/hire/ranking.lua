-- 直销队伍择优: candidates from the direct sales force, ranked by examination, interview and what they sold before.
return {
  title   = "直销队伍择优推荐",
  clause  = "D18 3.1(2)A",
  subject = "candidate",
  over    = "branch",
  when    = "competes",
  needs   = {
    "exam_score", "interview_score", "past_score",
    verdict    = "hire.qualify.verdict",
    difference = "branch.team.quota.difference?",
  },
  params  = { weights = "hire.ranking.weights" },
  gives   = {
    score   = { "number", title = "综合得分" },
    rank    = { "int?", title = "综合名次" },
    propose = { "bool", title = "向省公司推荐" },
  },

  decide = function(members, param)
    local outcomes, ranking, weights = {}, {}, param.weights
    for i, person in ipairs(members) do
      local points = weights.exam * person.exam_score + weights.interview * person.interview_score
        + weights.past * person.past_score
      outcomes[i] = { score = math.round(points / 100, 2), propose = false }
      if person.verdict ~= "no" then
        table.insert(ranking, { place = i, id = person.id, score = outcomes[i].score })
      end
    end

    local vacancies = math.max(0, -(members[1].difference or -#ranking))
    for rank, i in ipairs(table.order(ranking, "-score", "id")) do
      local outcome = outcomes[ranking[i].place]
      outcome.rank = rank
      outcome.propose = rank <= vacancies
    end
    because("D18 3.1(2)A", "笔试 {1}%、面试 {2}%、过往业绩 {3}%，合格者 {4} 人综合排名，空缺 {5} 人，择优推荐",
            weights.exam, weights.interview, weights.past, #ranking, vacancies)
    return outcomes
  end,
}
