-- 拜访与回访: when a customer is to be visited or called back next.
return {
  title   = "客户回访计划",
  clause  = "D04 2.3, D07 3.2, D10 2",
  subject = "customer",
  needs   = { "last_visit?", "account_opened?", "as_of", tier = "classify.tier.tier" },
  params  = {
    days        = "visit.due.days",
    remind_days = "visit.due.remind_days",
    method      = "visit.due.method",
  },
  gives   = {
    next_visit = { "date", title = "下次回访日期" },
    status     = { "visit_status", title = "回访情况" },
    method     = { "contact_method", title = "回访方式" },
  },

  decide = function(customer, param)
    local clause = customer.tier == "key" and "D04 2.3" or "D07 3.2"
    local days, method = param.days[customer.tier], param.method[customer.tier]
    local last = customer.last_visit or customer.account_opened
    if last == nil then
      because("D10 2.1", "没有回访记录，也没有开户日期，应即联系")
      return { next_visit = customer.as_of, status = "due", method = method }
    end

    local next_visit = date.add_days(last, days)
    local left = date.days(customer.as_of, next_visit)
    if customer.last_visit == nil then
      because("D10 2.1", "自 {1} 开户以来没有回访记录", last)
    end
    if left < 0 then
      because(clause, "每 {1} 天回访一次，应于 {2} 前完成，已逾期 {3} 天", days, next_visit, -left)
      return { next_visit = next_visit, status = "overdue", method = method }
    end
    if left <= param.remind_days then
      because(clause, "每 {1} 天回访一次，{2} 到期，应安排回访", days, next_visit)
      return { next_visit = next_visit, status = "due", method = method }
    end
    because(clause, "每 {1} 天回访一次，{2} 到期", days, next_visit)
    return { next_visit = next_visit, status = "scheduled", method = method }
  end,
}
