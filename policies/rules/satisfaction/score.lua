-- 满意度得分: what one filled-in survey says, and whether something has to be done about it.
local percent = 100
local digits = 6   -- fixed: decimals that scores are compared to

return {
  title   = "满意度答卷得分",
  clause  = "D02 6, D10 6",
  subject = "survey",
  needs   = {
    product  = "product_score",
    service  = "service_score",
    response = "response_score",
    attitude = "attitude_score",
    delivery = "delivery_score",
  },
  params  = { weights = "satisfaction.score.weights", improve_below = "satisfaction.score.improve_below" },
  gives   = {
    score   = { "number", title = "满意度" },
    improve = { "bool", title = "须制定改进措施" },
    weakest = { "survey_dimension", title = "最弱一项" },
  },

  decide = function(survey, param)
    local marks = {
      { name = "product",  title = "产品质量", score = survey.product },
      { name = "service",  title = "服务质量", score = survey.service },
      { name = "response", title = "响应速度", score = survey.response },
      { name = "attitude", title = "服务态度", score = survey.attitude },
      { name = "delivery", title = "交付准时", score = survey.delivery },
    }
    local total, weakest = 0, marks[1]
    for _, mark in ipairs(marks) do
      total = total + param.weights[mark.name] * mark.score
      if mark.score < weakest.score then
        weakest = mark
      end
    end

    local score = math.round(total / percent, digits)
    local improve = score < param.improve_below
    because("D02 6", "按权重综合为 {1} 分，最弱的是{2}，{3} 分", score, weakest.title, weakest.score)
    if improve then
      because("D10 6.2", "不到 {1} 分，须针对{2}制定改进措施并回访客户", param.improve_below, weakest.title)
    end
    return { score = score, improve = improve, weakest = weakest.name }
  end,
}
