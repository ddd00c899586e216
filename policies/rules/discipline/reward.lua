-- 奖励: what somebody outstanding earns, up to what one person may earn in a year.
return {
  title   = "表现奖励",
  clause  = "D06 8, D08 5.2, D10 6.3, D11 6.2",
  subject = "discipline_event",
  when    = "is_reward",
  needs   = { "category", "rewarded" },
  params  = { amounts = "discipline.reward.amounts", year_limit = "discipline.reward.year_limit" },
  gives   = {
    amount = { "money", title = "奖金" },
    capped = { "bool", title = "受年度上限限制" },
  },

  decide = function(event, param)
    local amount = param.amounts[event.category]
    local left = math.max(param.year_limit - event.rewarded, 0)
    if amount > left then
      because("D08 5.2", "标准 {1:money}，本年已奖励 {2:money}，年度上限 {3:money}，给予表彰并奖励 {4:money}",
              amount, event.rewarded, param.year_limit, left)
      return { amount = left, capped = true }
    end
    because(event.category == "outstanding" and "D06 8" or "D08 5.2", "给予表彰并奖励 {1:money}", amount)
    return { amount = amount, capped = false }
  end,
}
