-- R4: commission of what was received within the window, in whole fen, half up.
return {
  title   = "客户提成",
  clause  = "R4",
  subject = "customer",
  needs   = { "branch", "months_active", "received" },
  params  = { percent = "bench.commission.percent", months = "bench.commission.months" },
  gives   = { in_window = "bool", commission = "money" },

  decide = function(customer, param)
    if customer.months_active > param.months then
      return { in_window = false, commission = 0 }
    end
    local tenths = customer.branch == 0 and 10 or 9
    return { in_window = true, commission = (customer.received * param.percent * tenths + 500) // 1000 }
  end,
}
