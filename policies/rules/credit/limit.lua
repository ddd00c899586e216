-- 客户资信限额: the ceiling for goods on credit.
return {
  title   = "客户资信限额",
  clause  = "D16 3.2.1-3.2.2.1",
  subject = "customer",
  needs   = { eligibility = "credit.eligibility.outcome", "peak_month", "requested_limit?" },
  params  = { months = "credit.limit.months" },
  gives   = {
    limit           = { "money", title = "资信限额" },
    ceiling         = { "money", title = "最大限额" },
    over_ceiling    = { "bool", title = "超出最大限额" },
    reason_required = { "bool", title = "须说明原因" },
  },

  decide = function(customer, param)
    local clause = "D16 3.2.2.1"
    local base = math.max(customer.peak_month, 0)       -- a year of returns only is no business
    local ceiling = money.times(base, param.months)
    local requested = customer.requested_limit
    local over = requested ~= nil and requested > ceiling

    local limit = ceiling
    if customer.eligibility ~= "credit" then
      limit = 0
      because("D16 2.2", "资信审查未通过，限额为零；如通过，最大限额为 {1:money}", ceiling)
    elseif base == 0 then
      because(clause, "近十二个月没有业务量，限额为零")
    elseif requested == nil then
      because(clause, "没有待批申请，按 {1} 个月最大业务量 {2:money} 核定限额 {3:money}", param.months, base, ceiling)
    elseif not over then
      limit = requested
      because(clause, "申请 {1:money}，在最大限额 {2:money} 以内", requested, ceiling)
    end
    if over then
      because(clause, "申请 {1:money}，超出 {2} 个月最大业务量 {3:money}，须在申请表上说明原因", requested, param.months, ceiling)
    end

    return { limit = limit, ceiling = ceiling, over_ceiling = over, reason_required = over }
  end,
}
