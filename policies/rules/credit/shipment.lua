-- 发货放行: may these goods leave on credit?
return {
  title   = "发货放行",
  clause  = "D16 3.2.1",
  subject = "shipment_request",
  needs   = {
    approved_limit = "customer.approved_limit",
    outstanding    = "customer.outstanding",
    overdue_days   = "customer.overdue_days",
    "shipment", "cash_paid",
  },
  params  = { grace_days = "credit.shipment.grace_days" },
  gives   = { release = { "bool", title = "放行" }, over = { "money", title = "超出限额" } },

  decide = function(request, param)
    if request.cash_paid then
      because("D16 2.1", "现款已付清，准予发货")
      return { release = true, over = 0 }
    end

    local over = math.max(request.outstanding + request.shipment - request.approved_limit, 0)
    local late = request.overdue_days > param.grace_days
    if over > 0 then
      because("D16 3.2.1", "应收 {1:money} 加本次发货 {2:money}，超出批准限额 {3:money} 计 {4:money}，暂停发货",
              request.outstanding, request.shipment, request.approved_limit, over)
    end
    if late then
      because("D16 3.2.1", "有欠款逾期 {1} 天，超过宽限 {2} 天，收回前暂停发货", request.overdue_days, param.grace_days)
    end
    if over == 0 and not late then
      because("D16 3.2.1", "在批准限额 {1:money} 以内且无超期欠款，准予发货", request.approved_limit)
    end
    return { release = over == 0 and not late, over = over }
  end,
}
