-- 忠诚客户等级: points from purchases, referrals and years make a tier.
local months_a_year = 12   -- fixed: the calendar

return {
  title   = "忠诚客户等级",
  clause  = "D03 2",
  subject = "customer",
  needs   = { "sales_12m", "referrals", "cooperation_months?" },
  params  = {
    yuan_a_point    = "loyalty.tier.yuan_a_point",
    referral_points = "loyalty.tier.referral_points",
    year_points     = "loyalty.tier.year_points",
    max_years       = "loyalty.tier.max_years",
    thresholds      = "loyalty.tier.thresholds",
  },
  gives   = {
    points = { "int", title = "积分" },
    tier   = { "loyalty_tier", title = "忠诚等级" },
    short  = { "int?", title = "距上一等级差" },
  },

  decide = function(customer, param)
    local bought   = math.max(customer.sales_12m, 0) // param.yuan_a_point
    local referred = customer.referrals * param.referral_points
    local years    = math.min((customer.cooperation_months or 0) // months_a_year, param.max_years)
    local points   = bought + referred + years * param.year_points
    because("D03 2", "近十二个月购买 {1} 分，推荐 {2} 家客户 {3} 分，合作满 {4} 年 {5} 分，共 {6} 分",
            bought, customer.referrals, referred, years, years * param.year_points, points)

    if points >= param.thresholds.platinum then
      return { points = points, tier = "platinum" }
    end
    if points >= param.thresholds.gold then
      return { points = points, tier = "gold", short = param.thresholds.platinum - points }
    end
    if points >= param.thresholds.silver then
      return { points = points, tier = "silver", short = param.thresholds.gold - points }
    end
    return { points = points, tier = "member", short = param.thresholds.silver - points }
  end,
}
