-- 改进建议: who answers a suggestion, by when, and what it earns when adopted.
return {
  title   = "改进建议处理",
  clause  = "D02 8, D01 2.4",
  subject = "suggestion",
  needs   = { "source", "topic", "status", "raised_on", "decided_on?", "benefit?", "as_of" },
  params  = {
    departments = "improve.suggestion.departments",
    days        = "improve.suggestion.days",
    remind_days = "improve.suggestion.remind_days",
    rate        = "improve.suggestion.rate",
    reward      = "improve.suggestion.reward",
  },
  gives   = {
    department = { "department", title = "承办部门" },
    due        = { "date", title = "答复期限" },
    reply      = { "reply_status", title = "答复情况" },
    reward     = { "money", title = "奖励" },
  },

  decide = function(suggestion, param)
    local clause = suggestion.source == "customer" and "D01 2.4" or "D02 8"
    local days = param.days[suggestion.source]
    local due = date.add_days(suggestion.raised_on, days)
    local outcome = { department = param.departments[suggestion.topic], due = due, reply = "open", reward = 0 }

    if suggestion.status == "open" then
      local left = date.days(suggestion.as_of, due)
      because(clause, "应在 {1} 天内答复，期限 {2}", days, due)
      if left < 0 then
        because(clause, "答复已逾期 {1} 天", -left)
        outcome.reply = "overdue"
      elseif left <= param.remind_days then
        outcome.reply = "due"
      end
      return outcome
    end

    outcome.reply = "closed"
    if suggestion.decided_on ~= nil and date.days(due, suggestion.decided_on) > 0 then
      because(clause, "于 {1} 答复，比期限 {2} 晚 {3} 天", suggestion.decided_on, due, date.days(due, suggestion.decided_on))
    end
    if suggestion.status == "declined" then
      because(clause, "未采纳，向提出人说明原因")
      return outcome
    end
    if suggestion.source == "customer" then
      because(clause, "已采纳，向客户反馈并致谢")
      return outcome
    end
    local earned = money.times(suggestion.benefit or 0, param.rate)
    outcome.reward = math.min(math.max(earned, param.reward.least), param.reward.most)
    because(clause, "已采纳，按年效益 {1:money} 的 {2:percent} 计，最低 {3:money}、最高 {4:money}，奖励 {5:money}",
            suggestion.benefit or 0, param.rate, param.reward.least, param.reward.most, outcome.reward)
    return outcome
  end,
}
