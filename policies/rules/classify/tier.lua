-- 客户层级: key, regular or potential, by how long and how big the trade is.
return {
  title   = "重点、普通、潜在客户",
  clause  = "D04 2.1, D10 1",
  subject = "customer",
  needs   = { "ever_traded", "orders_12m", "largest_order_12m", "cooperation_months?" },
  params  = {
    key_months = "classify.tier.key_months",
    big_order  = "classify.tier.big_order",
  },
  gives   = { tier = { "customer_tier", title = "客户层级" } },

  decide = function(customer, param)
    if not customer.ever_traded then
      because("D10 1", "尚未成交，属潜在客户")
      return { tier = "potential" }
    end

    if customer.largest_order_12m >= param.big_order then
      because("D10 1", "近十二个月有一笔 {1:money} 的订单，达到 {2:money}，属重点客户",
              customer.largest_order_12m, param.big_order)
      return { tier = "key" }
    end

    local months = customer.cooperation_months
    if months ~= nil and months >= param.key_months then
      if customer.orders_12m > 0 then
        because("D10 1", "合作 {1} 个月，已满 {2} 个月，近十二个月仍有成交，属重点客户", months, param.key_months)
        return { tier = "key" }
      end
      because("D10 1", "合作已满 {1} 个月，但近十二个月没有成交，属普通客户", param.key_months)
      return { tier = "regular" }
    end

    because("D10 1", "合作未满 {1} 个月，也没有达到 {2:money} 的订单，属普通客户", param.key_months, param.big_order)
    return { tier = "regular" }
  end,
}
