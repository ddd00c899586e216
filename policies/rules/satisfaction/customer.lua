-- 客户年度满意度: the mean of a customer's surveys of the year, weighted as one survey is.
local percent = 100
local digits = 6   -- fixed: decimals that scores are compared to

local function weighted(mean, weights)
  local total = weights.product * mean.product + weights.service * mean.service + weights.response * mean.response
    + weights.attitude * mean.attitude + weights.delivery * mean.delivery
  return math.round(total / percent, digits)
end

return {
  title   = "客户年度满意度",
  clause  = "D02 6, D04 2.5, D10 6.1",
  subject = "customer",
  period  = "year",
  when    = "surveyed",
  needs   = {
    "responses",
    product  = "product_mean",
    service  = "service_mean",
    response = "response_mean",
    attitude = "attitude_mean",
    delivery = "delivery_mean",
  },
  params  = { weights = "satisfaction.score.weights", improve_below = "satisfaction.score.improve_below" },
  gives   = {
    score     = { "number", title = "满意度" },
    responses = { "int", title = "答卷份数" },
    improve   = { "bool", title = "须制定改进措施" },
  },

  decide = function(customer, param)
    local score = weighted(customer, param.weights)
    local improve = score < param.improve_below
    because("D02 6", "该客户本年 {1} 份答卷，平均 {2} 分", customer.responses, math.round(score, 1))
    if improve then
      because("D10 6.2", "不到 {1} 分，须制定改进措施", param.improve_below)
    end
    return { score = score, responses = customer.responses, improve = improve }
  end,
}
