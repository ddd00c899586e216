-- R3: eligibility, limit and who approves.
return {
  title   = "客户资信",
  clause  = "R3",
  subject = "customer",
  needs   = {
    "doc_license", "doc_permit", "doc_orgcode", "doc_tax", "fixed_assets", "year_sales", "max_month", "requested",
    behaviour = "bench.behaviour.behaviour",
  },
  params  = { months = "bench.credit.months", supervised = "bench.credit.supervised" },
  gives   = {
    eligibility = { "incomplete", "cash_only", "terminate", "credit" },
    limit       = "money",
    approver    = { "none", "account_manager", "market_supervision", "sales_vp" },
  },

  decide = function(customer, param)
    if not (customer.doc_license and customer.doc_permit and customer.doc_orgcode and customer.doc_tax) then
      return { eligibility = "incomplete", limit = 0, approver = "none" }
    end
    if customer.fixed_assets == 0 then
      return { eligibility = "cash_only", limit = 0, approver = "none" }
    end
    if customer.behaviour == "problem" and customer.year_sales < 10000000 then
      return { eligibility = "terminate", limit = 0, approver = "sales_vp" }
    end
    local ceiling = param.months * customer.max_month
    local requested = customer.requested
    local limit = math.min(requested, ceiling)
    local approver = "account_manager"
    if requested > ceiling then
      approver = "sales_vp"
    elseif limit > param.supervised then
      approver = "market_supervision"
    end
    return { eligibility = "credit", limit = limit, approver = approver }
  end,
}
