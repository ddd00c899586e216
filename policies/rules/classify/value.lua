-- 客户价值等级: what a customer brings now and may bring later, as points out of 100.
local noise = 9   -- fixed: decimals kept, so that a customer exactly on a threshold is on it, whatever the order of the sums

-- A customer whose returns exceed the purchases earns no points, but loses none either.
local function part_of(value, full)
  return math.max(0, math.min(value / full, 1))
end

return {
  title   = "客户价值等级",
  clause  = "D07 1.1",
  subject = "customer",
  needs   = { "sales_12m", "orders_12m", "potential_score", "months_since_first_order?", "ever_traded" },
  params  = {
    weights      = "classify.value.weights",
    full_sales   = "classify.value.full_sales",
    full_orders  = "classify.value.full_orders",
    loyal_months = "classify.value.loyal_months",
    thresholds   = "classify.value.thresholds",
  },
  gives   = {
    class = { "customer_class", title = "价值等级" },
    score = { "number", title = "价值评分" },
  },

  decide = function(customer, param)
    if not customer.ever_traded then
      because("D07 1.1", "尚未成交，属潜在客户")
      return { class = "potential", score = 0 }
    end

    local weights = param.weights
    local score = weights.sales * part_of(customer.sales_12m, param.full_sales)
                + weights.orders * part_of(customer.orders_12m, param.full_orders)
                + weights.potential * customer.potential_score / 100
    because("D07 1.1", "近十二个月净销售额 {1:money}，订单 {2} 个，潜力评分 {3} 分",
            customer.sales_12m, customer.orders_12m, customer.potential_score)

    local months = customer.months_since_first_order
    if months ~= nil and months >= param.loyal_months then
      score = score + weights.loyalty
      because("D07 1.1", "首次下单至今 {1} 个月，已满 {2} 个月，加 {3} 分", months, param.loyal_months, weights.loyalty)
    end
    score = math.round(score, noise)

    if score >= param.thresholds.strategic then
      because("D07 1.1", "评分 {1} 分，达到 {2} 分，属战略客户", math.round(score, 1), param.thresholds.strategic)
      return { class = "strategic", score = score }
    end
    if score >= param.thresholds.important then
      because("D07 1.1", "评分 {1} 分，达到 {2} 分，属重要客户", math.round(score, 1), param.thresholds.important)
      return { class = "important", score = score }
    end
    because("D07 1.1", "评分 {1} 分，不到 {2} 分，属一般客户", math.round(score, 1), param.thresholds.important)
    return { class = "general", score = score }
  end,
}
