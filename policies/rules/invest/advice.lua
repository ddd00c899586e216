-- 客户投资建议: the product group that fits a need within what the customer can bear, and what is never offered.
return {
  title   = "客户投资建议",
  clause  = "D14 8",
  subject = "customer",
  when    = "invests",
  needs   = { need = "investment_need", tolerance = "risk_tolerance", assessed_on = "risk_assessed", "as_of" },
  params  = {
    valid_months = "invest.advice.valid_months",
    risk         = "invest.advice.risk",
    bearable     = "invest.advice.bearable",
  },
  tables  = { advice = "invest_advice" },
  gives   = {
    status    = { "advice_status", title = "情况" },
    group     = { "product_group?", title = "建议产品组" },   -- fixed: derivatives are never advised, only forbidden
    advice    = { "text?", title = "建议" },
    forbidden = { "list", title = "不得推荐" },
  },

  decide = function(customer, param, tables)
    local limit = param.bearable[customer.tolerance]
    local forbidden = {}
    for group, risk in pairs(param.risk) do
      if risk > limit then
        table.insert(forbidden, group)
      end
    end
    because("D14 8", "客户能承受的风险为 {1} 级，风险更高的 {2} 组产品不得推荐", limit, #forbidden)

    if date.days(customer.as_of, date.add_months(customer.assessed_on, param.valid_months)) < 0 then
      because("D14 8", "上次评估在 {1}，已超过 {2} 个月，须重新评估后才能建议", customer.assessed_on, param.valid_months)
      return { status = "reassess", forbidden = forbidden }
    end

    local hit = tables.advice{ need = customer.need, tolerance = customer.tolerance }
    if param.risk[hit.group] > limit then
      stop("建议表给出的产品组 {1} 风险为 {2} 级，超过客户能承受的 {3} 级，请改正建议表", hit.group, param.risk[hit.group], limit)
    end
    because("D14 8", "{1}", hit.advice)
    return { status = "advised", group = hit.group, advice = hit.advice, forbidden = forbidden }
  end,
}
