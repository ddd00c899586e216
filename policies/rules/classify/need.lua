-- 客户需求细分: which need a customer of this industry, size and region has, and how to market to it and serve it.
return {
  title   = "客户需求细分",
  clause  = "D07 1.2",
  subject = "customer",
  branch  = true,
  needs   = { "industry?", "scale?", "region?" },
  tables  = { need = "customer_need" },
  gives   = {
    segment  = { "need_segment", title = "需求细分" },
    approach = { "text", title = "营销策略" },
    service  = { "text", title = "服务方式" },
  },

  decide = function(customer, param, tables)
    local hit = tables.need{ industry = customer.industry, scale = customer.scale, region = customer.region }
    if hit.segment == "unknown" then
      because("D07 1.2", "客户档案没有行业或规模，暂不能按需求细分；{1}", hit.service)
    else
      because("D07 1.2", "按行业、规模、地域细分，营销策略：{1}；服务方式：{2}", hit.approach, hit.service)
    end
    return { segment = hit.segment, approach = hit.approach, service = hit.service }
  end,
}
