-- 项目进度: every milestone of a project, and the light the project shows.
return {
  title   = "工程项目进度",
  clause  = "D02 3, D02 4",
  subject = "milestone",
  over    = "project",
  needs   = {
    "owner?", "due?", "done?", "progress", "as_of",
    project_owner     = "project.owner?",
    emergency_contact = "project.emergency_contact?",
    last_meeting      = "project.last_meeting?",
    started_on        = "project.started_on",
  },
  params  = {
    remind_days   = "project.status.remind_days",
    safe_progress = "project.status.safe_progress",
    red           = "project.status.red",
    meeting_days  = "project.status.meeting_days",
  },
  gives   = {
    status = { "milestone_status", title = "里程碑状态" },
    days   = { "int?", title = "距计划完成天数" },
    light  = { "project_light", title = "项目状态" },
  },

  decide = function(milestones, param)
    local project = milestones[1]
    if project.project_owner == nil then
      stop("项目没有负责人，请先指定")
    end
    if project.emergency_contact == nil then
      stop("项目没有客户方紧急联络人，请先登记")
    end

    local outcomes, late, longest, at_risk = {}, 0, 0, 0
    for i, milestone in ipairs(milestones) do
      if milestone.owner == nil then
        stop("里程碑 {1} 没有责任人", milestone.id)
      end
      if milestone.due == nil then
        stop("里程碑 {1} 没有计划完成日期", milestone.id)
      end
      local left = date.days(milestone.as_of, milestone.due)
      local outcome = { status = "on_time", days = left }
      if milestone.done ~= nil and date.days(milestone.done, milestone.as_of) >= 0 then
        outcome = { status = "done" }
      elseif left < 0 then
        outcome.status = "late"
        late = late + 1
        longest = math.max(longest, -left)
      elseif left <= param.remind_days and milestone.progress < param.safe_progress then
        outcome.status = "at_risk"
        at_risk = at_risk + 1
      end
      outcomes[i] = outcome
    end

    local light = "green"
    if late > 0 then
      because("D02 3", "{1} 个里程碑逾期，最长 {2} 天", late, longest)
      light = (late >= param.red.milestones or longest > param.red.days) and "red" or "amber"
    end
    if at_risk > 0 then
      because("D02 3", "{1} 个里程碑 {2} 天内到期，进度不到 {3}%", at_risk, param.remind_days, param.safe_progress)
      light = light == "green" and "amber" or light
    end
    local met = project.last_meeting or project.started_on
    if date.days(met, project.as_of) > param.meeting_days then
      because("D02 4", "已超过 {1} 天没有开项目进展会议，上次是 {2}", param.meeting_days, met)
      light = light == "green" and "amber" or light
    end
    if light == "green" then
      because("D02 3", "{1} 个里程碑都按计划进行", #milestones)
    end

    for _, outcome in ipairs(outcomes) do
      outcome.light = light
    end
    return outcomes
  end,
}
