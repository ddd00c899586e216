-- 付款条件: how a customer may pay, how many days it may wait, and how much is due in advance.
return {
  title   = "付款条件",
  clause  = "D15 定价策略, D16 2",
  subject = "customer",
  branch  = true,
  needs   = {
    eligibility = "credit.eligibility.outcome",
    limit       = "credit.limit.limit",
    behaviour   = "classify.behaviour.behaviour",
    class       = "classify.value.class",
  },
  params  = {
    always            = "price.terms.always",
    max_days          = "price.terms.max_days",
    no_credit_advance = "price.terms.no_credit_advance",
  },
  tables  = { terms = "price_terms" },
  gives   = {
    methods     = { "list", title = "可用的付款方式" },
    credit_days = { "int", title = "账期（天）" },
    advance     = { "number", title = "预收比例（%）" },
  },

  decide = function(customer, param, tables)
    local clause = "D15 定价策略"
    local hit = tables.terms{ eligibility = customer.eligibility, behaviour = customer.behaviour, class = customer.class }
    local days, advance = math.min(hit.credit_days, param.max_days), hit.advance

    if customer.eligibility ~= "credit" then
      because("D16 2.1", "资信审查未通过，只能先付款后发货")
    elseif customer.behaviour == "problem" then
      because("D16 3.1", "客户有未解决的投诉或欠款问题，暂停赊销")
    elseif days > 0 and customer.limit <= 0 then
      days, advance = 0, param.no_credit_advance
      because("D16 3.2.1", "客户没有资信限额，暂不赊销，预收 {1}%", advance)
    elseif days > 0 then
      because(clause, "资信审查通过，账期 {1} 天，预收 {2}%", days, advance)
    else
      because(clause, "没有账期，预收 {1}%", advance)
    end

    local methods = {}
    for _, method in ipairs(param.always) do
      table.insert(methods, method)
    end
    if hit.acceptance then
      table.insert(methods, "acceptance")
    end
    if days > 0 then
      table.insert(methods, "credit")
    end
    return { methods = methods, credit_days = days, advance = advance }
  end,
}
