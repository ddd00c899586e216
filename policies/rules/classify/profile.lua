-- 集团客户画像: how attractive a group customer is, and in which order to go after it.
local second, third, fourth = 2, 3, 4   -- fixed: the ranks of a priority
local noise = 9   -- fixed: decimals kept, so that a score exactly on a threshold is on it

return {
  title   = "集团客户画像",
  clause  = "D15",
  subject = "customer",
  needs   = { "size_score?", "industry_score?", "economic_score?", "market_score?", "brand_score?" },
  params  = {
    weights    = "classify.profile.weights",
    thresholds = "classify.profile.thresholds",
  },
  gives   = {
    score    = { "number?", title = "吸引力评分" },
    priority = { "int?", title = "目标优先级" },
  },

  decide = function(customer, param)
    local missing = {}
    local function points(value, weight, title)
      if value == nil then
        table.insert(missing, title)
        return 0
      end
      return value * weight
    end

    local weights = param.weights
    local sum = points(customer.size_score, weights.size, "人数与覆盖范围")
              + points(customer.industry_score, weights.industry, "行业类型")
              + points(customer.economic_score, weights.economic, "经济实力")
              + points(customer.market_score, weights.market, "市场地位")
              + points(customer.brand_score, weights.brand, "品牌影响力")
    if #missing > 0 then
      because("D15", "尚未评价{1}，暂不能确定优先级", table.concat(missing, "、"))
      return { score = nil, priority = nil }
    end

    local score = math.round(sum / 100, noise)
    local priority = fourth
    if score >= param.thresholds.first then
      priority = 1
    elseif score >= param.thresholds.second then
      priority = second
    elseif score >= param.thresholds.third then
      priority = third
    end
    because("D15", "五项加权评分 {1} 分 (满分 5 分)，目标优先级为第 {2} 级", math.round(score, 2), priority)
    return { score = score, priority = priority }
  end,
}
