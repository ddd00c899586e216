-- 销售预测: what the open deals promise, on top of what a unit usually sells.
local both_halves = 2   -- fixed: half away from zero without a fraction

local function mean(amounts, count)           -- whole fen, half away from zero
  local total = 0
  for i = 1, count do
    total = total + amounts[i]
  end
  local sign = 1
  if total < 0 then
    sign = -1
  end
  return sign * ((math.abs(total) * both_halves + count) // (count * both_halves))
end

return {
  title   = "销售预测",
  clause  = "D04 3.3",
  subject = "branch",
  period  = "month",
  needs   = { "pipeline_stages", "pipeline_amounts", "recent_sales", "last_year_sales?" },
  params  = {
    probability      = "sales.forecast.probability",
    months           = "sales.forecast.months",
    last_year_weight = "sales.forecast.last_year_weight",
  },
  gives   = {
    forecast = { "money", title = "预测销售额" },
    pipeline = { "money", title = "商机加权额" },
    base     = { "money", title = "惯常销售额" },
  },
  note    = "pipeline_amounts、recent_sales 以分计；recent_sales 最近的月份在前",

  decide = function(unit, param)
    local clause = "D04 3.3"
    local pipeline = 0
    for i, stage in ipairs(unit.pipeline_stages) do
      pipeline = pipeline + money.times(unit.pipeline_amounts[i], param.probability[stage])
    end
    because(clause, "本月预计成交的商机 {1} 个，按阶段概率加权 {2:money}", #unit.pipeline_stages, pipeline)

    local count = math.min(#unit.recent_sales, param.months)
    local base = 0
    if count == 0 then
      because(clause, "此前没有销售记录，只计商机")
    else
      base = mean(unit.recent_sales, count)
      because(clause, "前 {1} 个月平均 {2:money}", count, base)
    end
    if count > 0 and unit.last_year_sales ~= nil then
      local weight = param.last_year_weight
      base = money.times(base, 1 - weight) + money.times(unit.last_year_sales, weight)
      because(clause, "上年同月 {1:money}，占 {2:percent}，惯常销售额 {3:money}", unit.last_year_sales, weight, base)
    end
    return { forecast = pipeline + base, pipeline = pipeline, base = base }
  end,
}
