-- 客户行为类别: finds the customers with a problem early, and says what is owed to them.
return {
  title   = "客户行为类别",
  clause  = "D07 1.3",
  subject = "customer",
  needs   = { "complaints_12m", "overdue_days", "orders_12m", "sales_12m" },
  params  = {
    complaints      = "classify.behaviour.complaints",
    overdue_days    = "classify.behaviour.overdue_days",
    frequent_orders = "classify.behaviour.frequent_orders",
    large_sales     = "classify.behaviour.large_sales",
    actions         = "classify.behaviour.actions",
  },
  gives   = {
    behaviour = { "customer_behaviour", title = "行为类别" },
    action    = { "text", title = "应采取的措施" },
  },

  decide = function(customer, param)
    local complaints, overdue = customer.complaints_12m, customer.overdue_days

    local problem = false
    if complaints >= param.complaints.problem then
      problem = true
      because("D07 1.3", "近十二个月投诉 {1} 次，达到 {2} 次，属问题客户", complaints, param.complaints.problem)
    end
    if overdue > param.overdue_days.problem then
      problem = true
      because("D07 1.3", "欠款最长逾期 {1} 天，超过 {2} 天，属问题客户", overdue, param.overdue_days.problem)
    end
    if problem then
      if customer.orders_12m >= param.frequent_orders or customer.sales_12m >= param.large_sales then
        because("D07 1.3", "近十二个月订单 {1} 个、净销售额 {2:money}，往来频繁或金额大，须由上级出面",
                customer.orders_12m, customer.sales_12m)
        return { behaviour = "problem", action = param.actions.problem_major }
      end
      return { behaviour = "problem", action = param.actions.problem }
    end

    local watch = false
    if complaints >= param.complaints.watch then
      watch = true
      because("D07 1.3", "近十二个月投诉 {1} 次，应予关注", complaints)
    end
    if overdue > param.overdue_days.watch then
      watch = true
      because("D07 1.3", "欠款最长逾期 {1} 天，超过 {2} 天，应予关注", overdue, param.overdue_days.watch)
    end
    if watch then
      return { behaviour = "watch", action = param.actions.watch }
    end

    because("D07 1.3", "近十二个月投诉不到 {1} 次，欠款逾期不超过 {2} 天，往来正常",
            param.complaints.watch, param.overdue_days.watch)
    return { behaviour = "normal", action = param.actions.normal }
  end,
}
