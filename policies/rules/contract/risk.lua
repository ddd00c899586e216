-- 合同风险: points for what can go wrong, and who must approve signing, changing and ending the contract.
local places = 2   -- fixed: decimals of the percentage, so that an advance rounded to the fen still is the percentage agreed

return {
  title   = "合同风险",
  clause  = "D02 5",
  subject = "contract",
  when    = "is_live",
  needs   = {
    "amount", "advance", "deviations", "starts_on?", "ends_on?",
    eligibility = "customer.credit.eligibility.outcome",
    behaviour   = "customer.classify.behaviour.behaviour",
  },
  params  = { levels = "contract.risk.levels" },
  tables  = { risks = "contract_risk", approvals = "contract_approval" },
  gives   = {
    level              = { "risk_level", title = "风险等级" },
    points             = { "int", title = "风险分" },
    sign_approver      = { "contract_approver", title = "签订审批人" },
    change_approver    = { "contract_approver", title = "变更审批人" },
    terminate_approver = { "contract_approver", title = "解除审批人" },
  },

  decide = function(contract, param, tables)
    local clause = "D02 5"
    if contract.advance > contract.amount then
      stop("约定预收款 {1:money} 多于合同金额 {2:money}", contract.advance, contract.amount)
    end
    local advance = 100
    if contract.amount > 0 then
      advance = math.round(contract.advance * 100 / contract.amount, places)
    end
    local months = nil
    if contract.starts_on ~= nil and contract.ends_on ~= nil then
      if contract.ends_on < contract.starts_on then
        stop("履行结束日期 {1} 早于开始日期 {2}", contract.ends_on, contract.starts_on)
      end
      months = date.months(contract.starts_on, date.add_days(contract.ends_on, 1))
    end

    local points = 0
    for _, hit in ipairs(tables.risks{
      amount = contract.amount, eligibility = contract.eligibility, behaviour = contract.behaviour,
      deviations = contract.deviations, advance = advance, months = months,
    }) do
      points = points + hit.points
      because(clause, "{1}：{2} 分", hit.why, hit.points)
    end

    local level = "low"
    if points >= param.levels.high then
      level = "high"
      because(clause, "风险 {1} 分，达到 {2} 分，属高风险", points, param.levels.high)
    elseif points >= param.levels.medium then
      level = "medium"
      because(clause, "风险 {1} 分，达到 {2} 分，属中风险", points, param.levels.medium)
    else
      because(clause, "风险 {1} 分，不到 {2} 分，属低风险", points, param.levels.medium)
    end

    local function approver(action)
      return tables.approvals{ level = level, action = action }.approver
    end
    return {
      level = level, points = points,
      sign_approver = approver("sign"), change_approver = approver("change"), terminate_approver = approver("terminate"),
    }
  end,
}
