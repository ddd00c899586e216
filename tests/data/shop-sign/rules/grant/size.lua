-- 赠券由谁批。
return {
  title   = "赠券审批",
  clause  = "G1",
  subject = "grant",
  needs   = { "amount", "reason?", "used", budget = "branch.budget" },
  params  = { self = "grant.self", keeper = "grant.keeper" },
  gives   = { signer = { "grant_signer", title = "签批人" } },
  sign    = {
    by        = "signer",
    nobody    = { "none", "self" },
    roles     = { head = "chief" },
    applicant = "asked_by",
    when      = "status = open",
    on        = { "amount", "reason" },
    lower     = { "granted" },
    approved  = { status = "granted", granted = "amount", decided_on = "today", signed_by = "signer", remark = "why" },
    rejected  = { status = "refused", decided_on = "today", signed_by = "signer", remark = "why" },
  },

  decide = function(grant, param)
    if grant.amount + grant.used > grant.budget then
      because("G2", "预算 {1:money}，已用 {2:money}，不够", grant.budget, grant.used)
      return { signer = "none" }
    end
    if grant.amount <= param.self then
      because("G1", "不超过 {1:money}，店员自定", param.self)
      return { signer = "self" }
    end
    if grant.amount <= param.keeper then
      because("G1", "不超过 {1:money}，由店长批", param.keeper)
      return { signer = "keeper" }
    end
    because("G1", "超过 {1:money}，由总管批", param.keeper)
    return { signer = "head" }
  end,
}
