-- 服务标准: within how many hours a complaint or an enquiry is answered, and resolved.
return {
  title   = "服务时限标准",
  clause  = "D02 2, D11 4",
  subject = "complaint",
  branch  = true,
  needs   = { "kind", "severity", class = "customer.classify.value.class?" },
  tables  = { standard = "service_standard" },
  gives   = {
    response_hours   = { "number", title = "首次答复时限（小时）" },
    resolution_hours = { "number", title = "解决时限（小时）" },
  },

  decide = function(case, param, tables)
    local hit = tables.standard{ kind = case.kind, severity = case.severity, class = case.class }
    because("D02 2", "按公布的服务标准，{1} 小时内首次答复，{2} 小时内解决", hit.response_hours, hit.resolution_hours)
    return { response_hours = hit.response_hours, resolution_hours = hit.resolution_hours }
  end,
}
