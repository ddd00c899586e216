-- 资信限额审批: who signs an application for a credit limit.
local clause = "D16 责任者, 3.2"

return {
  title   = "资信限额审批",
  clause  = clause,
  subject = "credit_application",
  needs   = { "customer?", "requested_limit", ceiling = "customer.credit.limit.ceiling", "reason?" },
  params  = {
    account_manager_max    = "credit.approval.account_manager_max",
    market_supervision_max = "credit.approval.market_supervision_max",
    over_ceiling           = "credit.approval.over_ceiling",
  },
  gives   = {
    approver = { "credit_approver", title = "审批人" },
    status   = { "credit_approval_status", title = "审批状态" },
  },
  -- 批准多少，限额就是多少；可以少批，不能多批。
  sign    = {
    by        = "approver",
    applicant = "applicant",
    when      = "status = open",
    on        = { "customer", "requested_limit", "reason" },
    lower     = { "approved_limit" },
    approved  = { status = "granted", approved_limit = "requested_limit", decided_on = "today" },
    rejected  = { status = "rejected", decided_on = "today" },
  },

  decide = function(application, param)
    local requested = application.requested_limit

    if requested > application.ceiling then
      if application.reason == nil or text.trim(application.reason) == "" then
        because("D16 3.2.2.1", "申请 {1:money} 超出最大限额 {2:money}，未说明原因，退回补充", requested, application.ceiling)
        return { approver = "none", status = "rejected" }
      end
      because("D16 3.2.2.1", "申请 {1:money} 超出最大限额 {2:money}，已说明原因，须上报审批", requested, application.ceiling)
      return { approver = param.over_ceiling, status = "ready" }
    end

    if requested <= param.account_manager_max then
      because(clause, "申请 {1:money} 不超过 {2:money}，由客户经理审批", requested, param.account_manager_max)
      return { approver = "account_manager", status = "ready" }
    end
    if requested <= param.market_supervision_max then
      because(clause, "申请 {1:money} 不超过 {2:money}，由市场监管部经理审批", requested, param.market_supervision_max)
      return { approver = "market_supervision", status = "ready" }
    end
    because(clause, "申请 {1:money} 超过 {2:money}，由销售副总经理审批", requested, param.market_supervision_max)
    return { approver = "sales_vp", status = "ready" }
  end,
}
