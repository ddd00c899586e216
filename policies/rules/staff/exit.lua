-- 解除合同: the grounds on which a contract ends.
return {
  title   = "解除劳动合同",
  clause  = "D18 3.3, D18 6b.4",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = {
    "failed_exams", "course_passed?", "breaches_12m", "leaks_12m",
    change = "grade.change.change",
  },
  params  = { exam_attempts = "staff.exit.exam_attempts", conduct = "staff.exit.conduct" },
  gives   = {
    exit    = { "bool", title = "解除合同" },
    grounds = { "list", title = "理由" },
  },

  decide = function(person, param)
    local grounds = {}
    if person.change == "end" then
      table.insert(grounds, "lowest_step")
      because("D18 6b.4", "已是最低一级且考核达到降级条件，解除劳动合同")
    end
    if person.failed_exams >= param.exam_attempts and not person.course_passed then
      table.insert(grounds, "entry_failed")
      because("D18 3.3", "岗前考核 {1} 次未通过，解除劳动合同", person.failed_exams)
    end
    if person.leaks_12m >= param.conduct.leaks then
      table.insert(grounds, "data_leak")
      because("D18 3.3, D10 5.3", "近十二个月泄露客户信息 {1} 次，按人事管理制度解除劳动合同", person.leaks_12m)
    end
    if person.breaches_12m >= param.conduct.penalties then
      table.insert(grounds, "repeated_breach")
      because("D18 3.3", "近十二个月受处罚 {1} 次，达到 {2} 次，按人事管理制度解除劳动合同",
              person.breaches_12m, param.conduct.penalties)
    end
    if #grounds == 0 then
      because("D18 3.3", "没有解除劳动合同的情形")
    end
    return { exit = #grounds > 0, grounds = grounds }
  end,
}
