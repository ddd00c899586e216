-- 年度推广计划: who approves it, how far along it is, and what is still owed on it.
local percent = 100

return {
  title   = "年度市场推广计划",
  clause  = "D13 2",
  subject = "market_plan",
  needs   = {
    "year", "budget", "sales_target", "submitted_on?", "approved_on?", "evaluated_on?", "as_of",
    spent = "plan_spent", sold = "plan_sold",
  },
  params  = {
    authority     = "market.plan.authority",
    track         = "market.plan.track",
    evaluate_days = "market.plan.evaluate_days",
  },
  gives   = {
    approver = { "plan_approver", title = "审批人" },
    stage    = { "plan_stage", title = "阶段" },
    track    = { "plan_track", title = "执行情况" },
    progress = { "number?", title = "完成进度（%）" },
    left     = { "money", title = "预算余额" },
    overdue  = { "bool", title = "应办未办" },
  },
  sign    = {
    by        = "approver",
    roles     = { department = "market_manager", president = "general_manager" },
    applicant = "author",
    when      = "submitted_on is not null and approved_on is null",
    on        = { "year", "budget", "sales_target" },
    approved  = { approved_on = "today" },
  },

  decide = function(plan, param)
    local function by_now(day)
      return day ~= nil and date.days(day, plan.as_of) >= 0
    end
    local approver = "president"
    if plan.budget <= param.authority.department then
      approver = "department"
    elseif plan.budget <= param.authority.executive then
      approver = "executive"
    end

    local first = text.format("{1}-01-01", plan.year)
    local next_first = date.add_years(first, 1)
    local elapsed = math.min(date.days(first, plan.as_of) + 1, date.days(first, next_first))
    local over = date.days(next_first, plan.as_of) >= 0
    local outcome = { approver = approver, stage = "running", track = "none", left = plan.budget - plan.spent, overdue = false }

    if not by_now(plan.approved_on) then
      outcome.stage = by_now(plan.submitted_on) and "awaiting" or "draft"
      outcome.overdue = elapsed > 0
      because("D13 2.1", outcome.stage == "draft" and "计划尚未报批，批准前不得执行" or "计划已报批，待审批")
      if outcome.overdue then
        because("D13 2.1", "{1} 年已经开始，年度计划还没有批准", plan.year)
      end
      return outcome
    end
    if elapsed <= 0 then
      because("D13 2.2", "计划已批准，{1} 年尚未开始", plan.year)
      return outcome
    end

    if plan.sales_target > 0 then
      local year_days = date.days(first, next_first)
      local done, due = plan.sold * year_days * percent, plan.sales_target * elapsed
      outcome.progress = math.round(done / due, 1)
      outcome.track = "off_track"
      if done >= due * param.track.on_track then
        outcome.track = "on_track"
      elseif done >= due * param.track.behind then
        outcome.track = "behind"
      end
      because("D13 2.2", "销售 {1:money}，按 {2} 天应完成 {3:money}，进度 {4}%",
              plan.sold, elapsed, money.times(plan.sales_target, elapsed / year_days), outcome.progress)
    end
    if outcome.left < 0 then
      because("D13 3.4", "费用已超出预算 {1:money}，由财务部门审查", -outcome.left)
    end

    if over and by_now(plan.evaluated_on) then
      outcome.stage = "evaluated"
      because("D13 2.3", "已于 {1} 评估总结", plan.evaluated_on)
    elseif over then
      local deadline = date.add_days(next_first, param.evaluate_days - 1)
      outcome.stage = "evaluating"
      outcome.overdue = date.days(deadline, plan.as_of) > 0
      because("D13 2.3", outcome.overdue and "年度已结束，应于 {1} 前评估总结，已逾期" or "年度已结束，应于 {1} 前评估总结", deadline)
    end
    return outcome
  end,
}
