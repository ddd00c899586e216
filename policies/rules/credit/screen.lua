-- 客户筛选: which customers to grow, to keep, and to part with.
return {
  title   = "客户筛选",
  clause  = "D16 3.1",
  subject = "customer",
  needs   = {
    "sales_12m", "overdue_days",
    behaviour = "classify.behaviour.behaviour",
    class     = "classify.value.class",
  },
  params  = {
    cancel_sales   = "credit.screen.cancel_sales",
    cancel_overdue = "credit.screen.cancel_overdue",
    grow_overdue   = "credit.screen.grow_overdue",
    grow_classes   = "credit.screen.grow_classes",
  },
  gives   = { verdict = "credit_verdict" },

  decide = function(customer, param)
    local small = customer.sales_12m < param.cancel_sales
    local long  = customer.overdue_days > param.cancel_overdue
    if customer.behaviour == "problem" and small and long then
      because("D16 3.1", "资信差，近十二个月销量仅 {1:money}，欠款已逾期 {2} 天，应取消业务合作",
              customer.sales_12m, customer.overdue_days)
      return { verdict = "cancel" }
    end

    if table.find(param.grow_classes, customer.class) then
      if customer.overdue_days <= param.grow_overdue then
        because("D16 3.1", "资信较好、销量大的骨干重点客户，应不断扩大业务")
        return { verdict = "grow" }
      end
      because("D16 3.1", "销量大，但欠款逾期 {1} 天，超过 {2} 天，暂不扩大业务", customer.overdue_days, param.grow_overdue)
      return { verdict = "keep" }
    end

    because("D16 3.1", "不属取消合作，也不属骨干重点客户，维持现有业务")
    return { verdict = "keep" }
  end,
}
