-- 销售方法: by phone, by visit or online, as the customer is worth and needs it.
return {
  title   = "销售方法",
  clause  = "D06 11, D15 渠道策略",
  subject = "customer",
  branch  = true,
  needs   = {
    "region?", "prefers?",
    class    = "classify.value.class",
    activity = "classify.activity.activity",
  },
  params  = { follow_preference = "channel.method.follow_preference" },
  tables  = { methods = "channel_method" },
  gives   = {
    method      = { "contact_method", title = "首选方法" },
    alternative = { "contact_method", title = "次选方法" },
  },

  decide = function(customer, param, tables)
    local hit = tables.methods{ class = customer.class, activity = customer.activity, region = customer.region }
    because("D06 11", "{1}", hit.why)
    if param.follow_preference and customer.prefers == hit.alternative then
      because("D06 11", "客户惯用的联系方式正好是次选方法，按客户需求改为首选")
      return { method = hit.alternative, alternative = hit.method }
    end
    return { method = hit.method, alternative = hit.alternative }
  end,
}
