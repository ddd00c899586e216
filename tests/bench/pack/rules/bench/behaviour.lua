-- R2: behaviour by complaints and overdue days.
return {
  title   = "客户行为",
  clause  = "R2",
  subject = "customer",
  needs   = { "complaints_12m", "overdue_days" },
  params  = { complaints = "bench.behaviour.complaints", overdue = "bench.behaviour.overdue" },
  gives   = { behaviour = { "problem", "watch", "normal" } },

  decide = function(customer, param)
    local complaints, overdue = customer.complaints_12m, customer.overdue_days
    local behaviour = "normal"
    if complaints >= param.complaints or overdue > param.overdue then
      behaviour = "problem"
    elseif complaints >= 1 or overdue > 30 then
      behaviour = "watch"
    end
    return { behaviour = behaviour }
  end,
}
