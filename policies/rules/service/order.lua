-- 售后服务类别: what kind of after-sales work this is, and what the customer pays for it.
return {
  title   = "售后服务类别与收费",
  clause  = "D09 2.2",
  subject = "service_order",
  needs   = { "internal", "in_warranty", "contract_cover", "parts", "labour" },
  gives   = {
    type   = { "service_order_type", title = "服务类别" },
    charge = { "money", title = "应收费用" },
  },

  decide = function(order)
    if order.internal then
      because("D09 2.2.4", "公司内部使用，属内务服务（D），不收费")
      return { type = "D", charge = 0 }
    end
    if order.in_warranty then
      because("D09 2.2.3", "在保修期内，属免费服务（C），不收费")
      return { type = "C", charge = 0 }
    end
    if order.contract_cover then
      because("D09 2.2.2", "在服务合同承保范围内，属合同服务（B），不另收费")
      return { type = "B", charge = 0 }
    end
    local charge = order.parts + order.labour
    because("D09 2.2.1", "属有费服务（A），材料费 {1:money} 加工时费 {2:money}，应收 {3:money}", order.parts, order.labour, charge)
    return { type = "A", charge = charge }
  end,
}
