-- 销售计划: who approves a plan, and how its carrying out stands against the calendar.
local function blank(value)
  return value == nil or text.trim(value) == ""
end

local function approval(plan, param)
  local clause = "D08 3.2"
  if blank(plan.strategy) or blank(plan.tasks) then
    because(clause, "计划须写明销售策略和销售任务，退回补充")
    return "none", "returned"
  end

  local approver = "general_manager"
  if plan.amount <= param.authority.department_manager then
    approver = "department_manager"
    because(clause, "计划销售额 {1:money} 不超过 {2:money}，由部门经理审批", plan.amount, param.authority.department_manager)
  elseif plan.amount <= param.authority.sales_vp then
    approver = "sales_vp"
    because(clause, "计划销售额 {1:money} 不超过 {2:money}，由销售副总经理审批", plan.amount, param.authority.sales_vp)
  else
    because(clause, "计划销售额 {1:money} 超过 {2:money}，由集团总经理审批", plan.amount, param.authority.sales_vp)
  end
  if plan.approved_on ~= nil and plan.approved_on <= plan.as_of then
    return approver, "approved"
  end
  return approver, "ready"
end

-- Compared in whole fen: what was sold against the part of the plan that the days gone by ask for.
local function progress_of(plan, param)
  local clause = "D08 3.2"
  if plan.as_of < plan.starts_on then
    because(clause, "计划自 {1} 起，尚未开始", plan.starts_on)
    return nil, "not_started"
  end

  local days = date.days(plan.starts_on, plan.ends_on) + 1
  local gone = math.min(date.days(plan.starts_on, plan.as_of) + 1, days)
  local wanted = plan.amount * gone
  if wanted == 0 then
    because(clause, "计划销售额为零，不计进度")
    return nil, "on_track"
  end

  local done = plan.achieved * days * 100
  local progress = math.round(done / wanted, 1)
  because(clause, "计划共 {1} 天，已过 {2} 天，实现净销售额 {3:money}，为应完成数的 {4}%", days, gone, plan.achieved, progress)
  if done >= wanted * param.track.on_track then
    return progress, "on_track"
  end
  if done >= wanted * param.track.at_risk then
    return progress, "at_risk"
  end
  return progress, "behind"
end

return {
  title   = "销售计划",
  clause  = "D08 3.2",
  subject = "sales_plan",
  needs   = { "starts_on", "ends_on", "amount", "strategy?", "tasks?", "approved_on?", "achieved", "as_of" },
  params  = { authority = "sales.plan.authority", track = "sales.plan.track" },
  gives   = {
    approver = { "sales_plan_approver", title = "审批人" },
    status   = { "sales_plan_status", title = "审批状态" },
    track    = { "sales_plan_track", title = "执行情况" },
    progress = { "number?", title = "进度（%）" },
  },
  sign    = {
    by        = "approver",
    applicant = "owner",
    when      = "approved_on is null",
    on        = { "starts_on", "ends_on", "amount", "strategy", "tasks" },
    approved  = { approved_on = "today" },
  },

  decide = function(plan, param)
    if plan.ends_on < plan.starts_on then
      stop("结束日期 {1} 早于开始日期 {2}", plan.ends_on, plan.starts_on)
    end
    local approver, status = approval(plan, param)
    local progress, track = progress_of(plan, param)
    return { approver = approver, status = status, track = track, progress = progress }
  end,
}
