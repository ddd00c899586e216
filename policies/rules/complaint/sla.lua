-- 投诉时限: was a case answered and resolved within the published standard?
local hour = 3600      -- fixed: seconds, so that a limit is met exactly
local percent = 100

local function seconds(hours)
  return math.round(hours * hour)
end

return {
  title   = "投诉处理时限",
  clause  = "D02 2, D02 7, D07 4.2, D10 3",
  subject = "complaint",
  when    = "received",
  needs   = {
    "opened",
    responded        = "answered_at?",
    resolved         = "settled_at?",
    as_of            = "measured_at",
    response_hours   = "service.standard.response_hours",
    resolution_hours = "service.standard.resolution_hours",
  },
  params  = { warn_at = "complaint.sla.warn_at" },
  gives   = {
    response   = { "sla_state", title = "首次答复" },
    resolution = { "sla_state", title = "解决" },
    hours_over = { "number", title = "解决超时小时数" },
  },

  decide = function(case, param)
    local function state(what, done, limit)
      local used, allowed = seconds(date.hours(case.opened, done or case.as_of)), seconds(limit)
      if used < 0 then
        because("D10 3.2", "{1}时间早于受理时间，登记有误，请核对", done and what or "计时")
      end
      if used > allowed then
        because("D02 7", done and "{1}用了 {2} 小时，超过 {3} 小时" or "{1}已等待 {2} 小时，超过 {3} 小时",
                what, math.round(used / hour, 1), limit)
        return "broken"
      end
      if done then
        because("D02 2", "{1}用了 {2} 小时，在 {3} 小时以内", what, math.round(used / hour, 1), limit)
        return "in_time"
      end
      if used * percent >= allowed * param.warn_at then
        because("D02 7", "{1}已等待 {2} 小时，到了 {3} 小时的 {4}%，须尽快处理", what, math.round(used / hour, 1), limit, param.warn_at)
        return "at_risk"
      end
      because("D02 2", "{1}已等待 {2} 小时，时限 {3} 小时", what, math.round(used / hour, 1), limit)
      return "in_time"
    end

    local response = state("首次答复", case.responded, case.response_hours)
    local resolution = state("解决", case.resolved, case.resolution_hours)
    local over = seconds(date.hours(case.opened, case.resolved or case.as_of)) - seconds(case.resolution_hours)
    return { response = response, resolution = resolution, hours_over = math.max(over, 0) / hour }
  end,
}
