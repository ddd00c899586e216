-- R1: the value class by score.
return {
  title   = "客户价值等级",
  clause  = "R1",
  subject = "customer",
  needs   = { "year_sales", "orders_12m", "potential", "months_active" },
  params  = { strategic = "bench.value.strategic", important = "bench.value.important" },
  gives   = { score = "number", value_class = { "strategic", "important", "general", "potential" } },

  decide = function(customer, param)
    local sales = customer.year_sales
    local score = 50 * math.min(sales / 100000000, 1) + 20 * math.min(customer.orders_12m / 24, 1)
                + 20 * (customer.potential / 100) + 10 * (customer.months_active >= 12 and 1 or 0)
    local class = "general"
    if sales == 0 then
      class = "potential"
    elseif score >= param.strategic then
      class = "strategic"
    elseif score >= param.important then
      class = "important"
    end
    return { score = score, value_class = class }
  end,
}
