-- 合同报批: who approves signing, changing or ending a contract; each is asked for by itself. Nobody: it goes back.
return {
  title   = "合同报批",
  clause  = "D02 5",
  subject = "contract_request",
  needs   = {
    "contract?", "action", "content?",
    amount    = "contract.amount",
    level     = "contract.contract.risk.level?",
    sign      = "contract.contract.risk.sign_approver?",
    change    = "contract.contract.risk.change_approver?",
    terminate = "contract.contract.risk.terminate_approver?",
  },
  gives   = { approver = { "contract_approver?", title = "审批人" } },
  sign    = {
    by        = "approver",
    applicant = "applicant",
    when      = "status = open",
    on        = { "contract", "action", "content", "amount", "level" },
    approved  = { status = "granted", decided_on = "today" },
    rejected  = { status = "rejected", decided_on = "today" },
  },

  decide = function(request)
    local clause = "D02 5"
    if request.level == nil then
      because(clause, "合同已完成或已解除，不再受理")
      return {}
    end
    if request.action == "sign" then
      because(clause, "签订合同，金额 {1:money}，按风险等级报批", request.amount)
      return { approver = request.sign }
    end
    if text.trim(request.content or "") == "" then
      because(clause, "变更或解除没有写明内容，退回补充")
      return {}
    end
    if request.action == "change" then
      because(clause, "变更合同：{1}，按风险等级报批", request.content)
      return { approver = request.change }
    end
    because(clause, "解除合同：{1}，按风险等级报批", request.content)
    return { approver = request.terminate }
  end,
}
