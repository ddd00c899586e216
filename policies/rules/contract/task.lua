-- 合同评审任务: is the task on time, and if not, whose duty was it?
return {
  title   = "合同评审任务",
  clause  = "D09 1.5",
  subject = "contract_task",
  when    = "is_started",
  needs   = { "as_of", "received_on", "issued_on?", "due_on", "done_on?", "complete", "loss?" },
  params  = { issue_days = "contract.task.issue_days", remind_days = "contract.task.remind_days" },
  gives   = {
    status    = { "task_status", title = "任务状态" },
    days_late = { "int", title = "逾期天数" },
    duty      = { "task_duty", title = "逾期责任" },
    register  = { "bool", title = "登记马虎失职造成损失" },
  },

  decide = function(task, param)
    local clause = "D09 1.5"
    local today = task.as_of
    local done = task.done_on ~= nil and task.done_on <= today
    local issued = task.issued_on ~= nil and task.issued_on <= today

    -- What the inside salesperson owes: the notice in time, and everything in it in writing.
    local until_issue = today
    if issued then
      until_issue = task.issued_on
    end
    local delay = math.max(date.days(task.received_on, until_issue) - param.issue_days, 0)
    if delay > 0 then
      because(clause, "任务通知单应在收到合同后 {1} 天内开出，迟了 {2} 天", param.issue_days, delay)
    end
    if not task.complete then
      because(clause, "技术要求或变更没有以书面传达到责任部门")
    end
    local careless = delay > 0 or not task.complete

    local until_done = today
    if done then
      until_done = task.done_on
    end
    local late = math.max(date.days(task.due_on, until_done), 0)

    local status, duty = "on_time", "none"
    if late > 0 then
      status = "late"
      if done then
        status = "done_late"
      end
      because(clause, "应于 {1} 完成，逾期 {2} 天", task.due_on, late)
      if not careless then
        duty = "department"
      elseif not task.complete or late <= delay then
        duty = "inside_sales"
      else
        duty = "both"
      end
    elseif done then
      status = "done"
      because(clause, "按时完成")
    elseif date.days(today, task.due_on) <= param.remind_days then
      status = "due"
      because(clause, "应于 {1} 完成，请跟踪催办", task.due_on)
    else
      because(clause, "应于 {1} 完成，在期内", task.due_on)
    end

    local register = careless and task.loss ~= nil and task.loss > 0
    if register then
      because(clause, "造成损失 {1:money}，由内勤当事人负责，登记为奖惩事项", task.loss)
    end
    return { status = status, days_late = late, duty = duty, register = register }
  end,
}
