-- 促销活动资格: who takes part in a campaign, first come first served, until its budget is used up.
-- A campaign without an audience is for everybody; else one line must fit, an empty place in it fits all.
local function in_audience(customer)
  local classes = customer.audience_classes or {}
  for i, class in ipairs(classes) do
    local segment, region = customer.audience_segments[i], customer.audience_regions[i]
    if (class == "" or class == customer.class) and (segment == "" or segment == customer.segment)
       and (region == "" or region == customer.region) then
      return true
    end
  end
  return #classes == 0
end

local function standing(customer, param)
  if customer.invited_on < customer.starts_on or customer.invited_on > customer.ends_on then
    return "out_of_dates"
  end
  if customer.campaign_branch ~= nil and customer.campaign_branch ~= customer.customer_branch then
    return "other_branch"
  end
  if table.find(param.excluded_behaviours, customer.behaviour) then
    return "problem_customer"
  end
  if not in_audience(customer) then
    return "not_audience"
  end
  return "eligible"
end

return {
  title   = "促销活动资格",
  clause  = "D15 促销策略, D07 2.3",
  subject = "campaign_invitation",
  over    = "campaign",
  needs   = {
    "invited_on", "cost",
    customer_id       = "customer",
    customer_branch   = "customer.branch?",
    region            = "customer.region?",
    class             = "customer.classify.value.class",
    segment           = "customer.classify.need.segment",
    behaviour         = "customer.classify.behaviour.behaviour",
    campaign_branch   = "campaign.branch?",
    starts_on         = "campaign.starts_on",
    ends_on           = "campaign.ends_on",
    budget            = "campaign.budget",
    audience_classes  = "campaign.audience_classes?",
    audience_segments = "campaign.audience_segments?",
    audience_regions  = "campaign.audience_regions?",
  },
  params  = { excluded_behaviours = "promotion.eligible.excluded_behaviours" },
  gives   = {
    verdict     = { "promotion_verdict", title = "资格" },
    granted     = { "money", title = "列支费用" },
    budget_left = { "money", title = "列支后预算余额" },
  },

  decide = function(members, param)
    local left, seen, outcomes, admitted = members[1].budget, {}, {}, 0
    for _, i in ipairs(table.order(members, "invited_on", "id")) do
      local customer, granted = members[i], 0
      local verdict = standing(customer, param)
      if verdict == "eligible" and seen[customer.customer_id] then
        verdict = "duplicate"
      elseif verdict == "eligible" and customer.cost > left then
        verdict = "no_budget"
      elseif verdict == "eligible" then
        seen[customer.customer_id] = true
        granted = customer.cost
        left = left - granted
        admitted = admitted + 1
      end
      outcomes[i] = { verdict = verdict, granted = granted, budget_left = left }
    end

    because("D15 促销策略", "邀请 {1} 家，符合活动日期、单位、对象且预算够用的 {2} 家；预算 {3:money}，余 {4:money}",
            #members, admitted, members[1].budget, left)
    return outcomes
  end,
}
