-- 客户资信审查: may this customer buy on credit at all?
return {
  title   = "客户资信审查",
  clause  = "D16 2.1-2.2.4",
  subject = "customer",
  needs   = { dossier = "credit.dossier.status", "fixed_assets", "storage_ok", "operation_score?" },
  params  = {
    asset_floor      = "credit.eligibility.asset_floor",
    storage_required = "credit.eligibility.storage_required",
    operation_pass   = "credit.eligibility.operation_pass",
  },
  gives   = { outcome = "credit_outcome" },

  decide = function(customer, param)
    if customer.dossier == "incomplete" then
      because("D16 2.2.1", "证照不全，补齐档案前不得赊销；现款购买不受影响")
      return { outcome = "incomplete" }
    end
    if customer.dossier == "expired" then
      because("D16 2.2.1", "有证照过期，换证前不得赊销；现款购买不受影响")
      return { outcome = "incomplete" }
    end
    if customer.fixed_assets <= 0 then
      because("D16 2.2.2", "客户无固定资产，只能现款交易")
      return { outcome = "cash_only" }
    end
    if customer.fixed_assets < param.asset_floor then
      because("D16 2.2.2", "固定资产 {1:money} 低于下限 {2:money}，只能现款交易", customer.fixed_assets, param.asset_floor)
      return { outcome = "cash_only" }
    end
    if param.storage_required and not customer.storage_ok then
      because("D16 2.2.4", "客户没有相配套的仓储条件，只能现款交易")
      return { outcome = "cash_only" }
    end
    if customer.operation_score ~= nil and customer.operation_score < param.operation_pass then
      because("D16 2.2.3", "经营状况 {1} 分，不到 {2} 分，须书面报告销售副总经理", customer.operation_score, param.operation_pass)
      return { outcome = "report" }
    end
    because("D16 2.1", "资信审查通过，可以赊销")
    return { outcome = "credit" }
  end,
}
