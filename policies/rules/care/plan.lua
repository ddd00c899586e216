-- 客户关怀计划: birthdays to remember, a festival gift within its budget, an invitation to an event.

-- The next birthday on or after a day; one of 29 February is kept on the 28th in a common year.
local function next_birthday(born, day)
  local years = date.year(day) - date.year(born)
  local this_year = date.add_years(born, years)
  if date.days(day, this_year) >= 0 then
    return this_year
  end
  return date.add_years(born, years + 1)
end

return {
  title   = "客户关怀计划",
  clause  = "D10 4, D14 7, D01 2.5",
  subject = "customer",
  needs   = {
    "contacts?", "birthdays?", "care_spent", "care_events", "last_gift?", "as_of",
    tier = "classify.tier.tier",
  },
  params  = {
    lead_days   = "care.plan.lead_days",
    festivals   = "care.plan.festivals",
    birthday    = "care.plan.birthday",
    gift        = "care.plan.gift",
    year_budget = "care.plan.year_budget",
    events      = "care.plan.events",
  },
  gives   = {
    greet    = { "list", title = "应祝福生日的联系人" },
    festival = { "text?", title = "应送礼品的节日" },
    gift     = { "money", title = "礼品预算" },
    invite   = { "bool", title = "可邀请参加活动" },
  },

  decide = function(customer, param)
    local tier, greet = customer.tier, {}
    if param.birthday[tier] then
      for i, born in ipairs(customer.birthdays or {}) do
        local day = next_birthday(born, customer.as_of)
        if date.days(customer.as_of, day) <= param.lead_days then
          table.insert(greet, customer.contacts[i])
          because("D10 4.2", "联系人 {1} 将于 {2} 过生日，应送上祝福", customer.contacts[i], day)
        end
      end
    end

    local festival, day
    for name, on in pairs(param.festivals) do
      local left = date.days(customer.as_of, on)
      if left >= 0 and left <= param.lead_days and (day == nil or date.days(on, day) > 0) then
        festival, day = name, on
      end
    end

    local gift = 0
    if festival and customer.last_gift ~= nil and date.days(customer.last_gift, day) <= param.lead_days then
      because("D10 4.2", "{1}的礼品已于 {2} 送出", festival, customer.last_gift)
      festival = nil
    elseif festival then
      gift = math.min(param.gift[tier], math.max(param.year_budget[tier] - customer.care_spent, 0))
      if gift > 0 then
        because("D10 4.2", "{1}将至，礼品预算 {2:money}；本年关怀费用已用 {3:money}", festival, gift, customer.care_spent)
      else
        because("D10 4.2", "{1}将至，没有礼品预算，可致电问候", festival)
      end
    end

    local invite = customer.care_events < param.events[tier]
    if invite then
      because("D10 4.1", "本年应邀请参加活动 {1} 次，已邀请 {2} 次", param.events[tier], customer.care_events)
    end
    return { greet = greet, festival = festival, gift = gift, invite = invite }
  end,
}
