-- 客户档案审查: are the certificates of a customer's archive there and in force?
local clause = "D16 1.1"

return {
  title   = "客户档案审查",
  clause  = "D16 1.1, 2.2.1",
  subject = "customer",
  needs   = { "licence?", "permit?", "org_code?", "tax_registration?", "general_taxpayer?", "as_of" },
  params  = { required = "credit.dossier.required" },
  gives   = { status = "dossier_status", missing = { "list", title = "缺少的证照" } },

  decide = function(customer, param)
    local required = param.required
    local certificates = {
      { name = "licence",          title = "营业执照",           required = required.licence,          expires = customer.licence },
      { name = "permit",           title = "生产（经营）许可证", required = required.permit,           expires = customer.permit },
      { name = "org_code",         title = "组织机构代码证",     required = required.org_code,         expires = customer.org_code },
      { name = "tax_registration", title = "税务登记证",         required = required.tax_registration, expires = customer.tax_registration },
    }

    local missing, expired = {}, 0
    for _, certificate in ipairs(certificates) do
      if certificate.required then
        if certificate.expires == nil then
          table.insert(missing, certificate.name)
          because(clause, "档案中缺{1}", certificate.title)
        elseif date.days(customer.as_of, certificate.expires) < 0 then
          expired = expired + 1
          because(clause, "{1}已于 {2} 过期", certificate.title, certificate.expires)
        end
      end
    end
    if required.general_taxpayer and customer.general_taxpayer == nil then
      table.insert(missing, "general_taxpayer")
      because(clause, "税务登记未注明是否一般纳税人")
    end

    local status = "complete"
    if #missing > 0 then
      status = "incomplete"
    elseif expired > 0 then
      status = "expired"
    else
      because("D16 2.2.1", "证照齐全且都在有效期内")
    end
    return { status = status, missing = missing }
  end,
}
