-- 市场费用核销: may this claim be paid, and who has to say so?
return {
  title   = "市场费用审核",
  clause  = "D13 3",
  subject = "expense_claim",
  needs   = {
    "amount", "receipt", "spent_on", "claimed_on", budget_line = "budget?",
    budget   = "budget.amount?",
    approved = "budget.market_plan.approved_on?",
    used     = "budget_used",
  },
  params  = { authority = "market.expense.authority", claim_days = "market.expense.claim_days" },
  gives   = {
    verdict  = { "expense_verdict", title = "审核结论" },
    approver = { "expense_approver", title = "审批人" },
    used     = { "money", title = "预算已用" },
    left     = { "money", title = "预算余额" },
  },
  sign    = {
    by        = "approver",
    roles     = { department = "market_manager" },
    applicant = "staff",
    when      = "status = open",
    on        = { "budget_line", "amount", "receipt", "spent_on", "claimed_on" },
    approved  = { status = "approved", decided_on = "today" },
    rejected  = { status = "refused", decided_on = "today" },
  },

  decide = function(claim, param)
    local left = (claim.budget or 0) - claim.used
    local function conclude(verdict, approver)
      return { verdict = verdict, approver = approver, used = claim.used, left = left }
    end

    if claim.budget == nil then
      because("D13 3.2", "不在年度费用预算内，退回")
      return conclude("refuse", "none")
    end
    if claim.approved == nil or date.days(claim.approved, claim.spent_on) < 0 then
      because("D13 2.1", "费用发生时推广计划还没有批准，退回")
      return conclude("refuse", "none")
    end
    if not claim.receipt then
      because("D13 3.3", "没有票据，补齐后再报")
      return conclude("refuse", "none")
    end
    if claim.amount > left then
      because("D13 3.2", "预算余额 {1:money}，本次 {2:money}，超出 {3:money}，退回", left, claim.amount, claim.amount - left)
      return conclude("refuse", "none")
    end

    local waited = date.days(claim.spent_on, claim.claimed_on)
    if waited > param.claim_days then
      because("D13 3.3", "费用发生 {1} 天后才报销，超过 {2} 天，由财务部门审查", waited, param.claim_days)
      return conclude("needs_approver", "finance")
    end
    if claim.amount <= param.authority.direct then
      because("D13 3.3", "在预算内，不超过 {1:money}，直接核销", param.authority.direct)
      return conclude("approve", "none")
    end
    if claim.amount <= param.authority.department then
      because("D13 3.3", "在预算内，不超过 {1:money}，由市场部经理审批", param.authority.department)
      return conclude("needs_approver", "department")
    end
    because("D13 3.3", "在预算内，超过 {1:money}，由公司分管领导审批", param.authority.department)
    return conclude("needs_approver", "executive")
  end,
}
