-- 资信复审: when is a customer's credit to be reviewed again?
return {
  title   = "资信复审",
  clause  = "D16 2.1",
  subject = "customer",
  needs   = {
    "last_credit_review?", "as_of",
    class     = "classify.value.class",
    behaviour = "classify.behaviour.behaviour",
  },
  params  = {
    months         = "credit.review.months",
    months_at_risk = "credit.review.months_at_risk",
    remind_days    = "credit.review.remind_days",
  },
  gives   = { next_review = { "date", title = "下次复审日期" }, status = "credit_review_status" },

  decide = function(customer, param)
    local clause = "D16 2.1"
    local last = customer.last_credit_review
    if last == nil then
      because(clause, "尚无资信审查记录，应即审查")
      return { next_review = customer.as_of, status = "due" }
    end

    local months = param.months[customer.class]
    if customer.behaviour ~= "normal" then
      months = math.min(months, param.months_at_risk)
    end
    local next_review = date.add_months(last, months)
    local left = date.days(customer.as_of, next_review)

    if left < 0 then
      because(clause, "每 {1} 个月复审一次，应于 {2} 前完成，已逾期 {3} 天", months, next_review, -left)
      return { next_review = next_review, status = "overdue" }
    end
    if left <= param.remind_days then
      because(clause, "每 {1} 个月复审一次，{2} 到期，应安排复审", months, next_review)
      return { next_review = next_review, status = "due" }
    end
    because(clause, "每 {1} 个月复审一次，{2} 到期", months, next_review)
    return { next_review = next_review, status = "scheduled" }
  end,
}
