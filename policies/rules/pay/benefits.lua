-- 福利: which benefits are due in the month.
return {
  title   = "福利",
  clause  = "D18 5.4.1",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = { "origin", "months_employed" },
  params  = { from_month = "pay.benefits.from_month" },
  gives   = {
    social_insurance = { "bool", title = "社会保险" },
    phone            = { "bool", title = "通讯补贴" },
    meal             = { "bool", title = "餐补" },
    cooling          = { "bool", title = "降温费" },
    festival         = { "bool", title = "过节费" },
    protection       = { "bool", title = "劳保费" },
    housing          = { "bool", title = "房补" },
    supplementary    = { "bool", title = "补充保险" },
  },

  decide = function(person, param)
    if person.months_employed < 1 then
      stop("在团队的月数 {1} 应从 1 算起", person.months_employed)
    end
    local keeps_all = person.origin == "transfer"
    local function due(from)
      return keeps_all or person.months_employed >= from
    end
    if keeps_all then
      because("D18 5.4.1", "原联通编制员工继续享受原有福利")
    else
      because("D18 5.4.1", "在团队第 {1} 个月，按入职月数享受福利", person.months_employed)
    end

    local from = param.from_month
    return {
      social_insurance = due(from.social_insurance),
      phone            = due(from.phone),
      meal             = due(from.meal),
      cooling          = due(from.cooling),
      festival         = due(from.festival),
      protection       = due(from.protection),
      housing          = due(from.housing),
      supplementary    = due(from.supplementary),
    }
  end,
}
