-- 客户活跃度: how long a customer has been silent.
return {
  title   = "客户活跃度",
  clause  = "D14 1",
  subject = "customer",
  needs   = { "ever_traded", "days_since_last_order?" },
  params  = { days = "classify.activity.days" },
  gives   = { activity = { "customer_activity", title = "活跃度" } },

  decide = function(customer, param)
    local silent = customer.days_since_last_order
    if not customer.ever_traded or silent == nil then
      because("D14 1", "尚未成交")
      return { activity = "prospect" }
    end

    if silent <= param.days.active then
      because("D14 1", "距上次下单 {1} 天，不超过 {2} 天，属活跃客户", silent, param.days.active)
      return { activity = "active" }
    end
    if silent <= param.days.slowing then
      because("D14 1", "距上次下单 {1} 天，超过 {2} 天，往来放缓", silent, param.days.active)
      return { activity = "slowing" }
    end
    if silent <= param.days.dormant then
      because("D14 1", "距上次下单 {1} 天，超过 {2} 天，属休眠客户", silent, param.days.slowing)
      return { activity = "dormant" }
    end
    because("D14 1", "距上次下单 {1} 天，超过 {2} 天，属流失客户", silent, param.days.dormant)
    return { activity = "lost" }
  end,
}
