-- 商机跟进: has somebody spoken with this customer lately enough, so that the deal is not lost?
return {
  title   = "商机跟进",
  clause  = "D04 2.3, 3.1",
  subject = "opportunity",
  when    = "is_open",
  needs   = { "last_contact?", "opened_on?", "as_of", tier = "customer.classify.tier.tier?" },
  params  = {
    days           = "sales.followup.days",
    neglect_factor = "sales.followup.neglect_factor",
    unknown_tier   = "sales.followup.unknown_tier",
  },
  gives   = {
    status       = { "followup_status", title = "跟进情况" },
    silent_days  = { "int?", title = "未联系天数" },
    next_contact = { "date", title = "应联系日期" },
  },

  decide = function(deal, param)
    local clause = "D04 3.1"
    local since = deal.last_contact or deal.opened_on
    if since == nil then
      because(clause, "既没有联系记录，也没有立项日期，应即联系客户")
      return { status = "due", next_contact = deal.as_of }
    end

    local tier = deal.tier
    if tier == nil then
      tier = param.unknown_tier
      because(clause, "客户尚未建档，按暂定层级跟进")
    end
    local allowed = param.days[tier]
    local silent = date.days(since, deal.as_of)
    local next_contact = date.add_days(since, allowed)

    local status = "on_time"
    if silent > allowed * param.neglect_factor then
      status = "neglected"
      because(clause, "已 {1} 天没有联系，超过 {2} 天的 {3} 倍，商机有流失之虞", silent, allowed, param.neglect_factor)
    elseif silent > allowed then
      status = "due"
      because(clause, "已 {1} 天没有联系，超过 {2} 天，应即跟进", silent, allowed)
    else
      because(clause, "上次联系或立项至今 {1} 天，每 {2} 天至少联系一次，{3} 前联系", silent, allowed, next_contact)
    end
    return { status = status, silent_days = silent, next_contact = next_contact }
  end,
}
