-- 投诉分派: which department answers for a complaint, who takes it up, and what a dispute needs next.
return {
  title   = "投诉分派",
  clause  = "D01 2.3, D02 7, D07 4, D10 3",
  subject = "complaint",
  when    = "received",
  needs   = {
    "category", "severity", "disputed", "repeats", "days_open",
    resolved = "settled_at?",
    class    = "customer.classify.value.class?",
  },
  params  = {
    departments    = "complaint.route.departments",
    mediator       = "complaint.route.mediator",
    mediation_days = "complaint.route.mediation_days",
  },
  tables  = { escalation = "complaint_escalation" },
  gives   = {
    department = { "department", title = "责任部门" },
    level      = { "escalation_level", title = "处理层级" },
    step       = { "dispute_step", title = "纠纷处理步骤" },
    mediator   = { "department?", title = "调解部门" },
  },

  decide = function(complaint, param, tables)
    local department = param.departments[complaint.category]
    because("D10 3.1", "按投诉类别由责任部门处理")

    local hit = tables.escalation{ category = complaint.category, severity = complaint.severity, class = complaint.class,
                                   repeats = complaint.repeats }
    if complaint.repeats > 0 then
      because("D07 4.3", "此前十二个月内同类投诉已有 {1} 次，须查明原因并改进", complaint.repeats)
    end
    if hit.level ~= "handler" then
      because("D02 7", "按严重程度、客户等级和重复次数，须由{1}出面处理", hit.level == "manager" and "部门经理" or "公司分管领导")
    end

    if not complaint.disputed then
      return { department = department, level = hit.level, step = "none" }
    end
    if complaint.resolved ~= nil then
      because("D02 7", "纠纷已解决")
      return { department = department, level = hit.level, step = "closed" }
    end
    if complaint.days_open < param.mediation_days then
      because("D07 4.2", "双方有争议，先行协商；满 {1} 天协商不成即转调解", param.mediation_days)
      return { department = department, level = hit.level, step = "negotiation" }
    end
    because("D02 7", "协商 {1} 天仍未解决，满 {2} 天，转调解", complaint.days_open, param.mediation_days)
    return { department = department, level = hit.level, step = "mediation", mediator = param.mediator }
  end,
}
