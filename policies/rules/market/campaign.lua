-- 活动效果: what a campaign cost against the sales it brought.
local percent = 100

return {
  title   = "营销活动效果",
  clause  = "D04 4.2, D13 2.3",
  subject = "campaign",
  when    = "begun",
  needs   = { "ended", "budget", "attendees", "sales_during", "sales_before", cost = "campaign_cost" },
  params  = { margin = "market.campaign.margin", verdicts = "market.campaign.verdicts" },
  gives   = {
    brought     = { "money", title = "带来的销售额" },
    gain        = { "money", title = "带来的毛利" },
    return_rate = { "number?", title = "毛利与费用之比（%）" },
    over_budget = { "money", title = "超出预算" },
    verdict     = { "campaign_verdict", title = "效果" },
  },

  decide = function(campaign, param)
    local brought = campaign.sales_during - campaign.sales_before
    local gain = money.times(brought, param.margin)
    local over = math.max(campaign.cost - campaign.budget, 0)
    local outcome = { brought = brought, gain = gain, over_budget = over, verdict = "unspent" }
    because("D13 2.3", "{1} 家客户参加，活动期购买 {2:money}，此前同样天数购买 {3:money}",
            campaign.attendees, campaign.sales_during, campaign.sales_before)
    if over > 0 then
      because("D13 3.4", "费用 {1:money}，超出预算 {2:money}，由财务部门审查", campaign.cost, over)
    end
    if campaign.cost == 0 then
      because("D13 2.3", "没有发生费用，不作效果评定")
      return outcome
    end

    outcome.return_rate = math.round(gain * percent / campaign.cost, 1)
    because("D13 2.3", "带来毛利 {1:money}，是费用 {2:money} 的 {3}%", gain, campaign.cost, outcome.return_rate)
    outcome.verdict = "ineffective"
    if not campaign.ended then
      outcome.verdict = "running"
    elseif gain * percent >= campaign.cost * param.verdicts.effective then
      outcome.verdict = "effective"
    elseif gain * percent >= campaign.cost * param.verdicts.marginal then
      outcome.verdict = "marginal"
    else
      because("D13 2.3", "不到费用的 {1}%，须总结原因，提出改进意见", param.verdicts.marginal)
    end
    return outcome
  end,
}
