-- 赠券: a part of what was spent, nothing below the least amount.
return {
  title   = "赠券",
  clause  = "S1 2.2",
  subject = "member",
  needs   = { "spent_12m", tier = "member.tier.tier" },
  params  = { rate = "member.voucher.rate", least = "member.voucher.least" },
  gives   = { voucher = { "money", title = "赠券额" } },

  decide = function(member, param)
    if member.spent_12m < 0 then
      stop("消费额是负数")
    end
    local voucher = money.times(member.spent_12m, param.rate[member.tier])
    because("S1 2.2", "按 {1:percent} 计 {2:money}", param.rate[member.tier], voucher)
    if voucher < param.least then
      because("S1 2.3", "不足 {1:money} 不赠", param.least)
      return { voucher = 0 }
    end
    return { voucher = voucher }
  end,
}
