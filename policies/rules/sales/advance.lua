-- 费用借支: may it be lent, and is what was lent paid back in time?
return {
  title   = "业务人员费用借支",
  clause  = "D09 1.3",
  subject = "cash_advance",
  when    = "is_current_advance",
  needs   = { "amount", "lent_on?", "due_on", "repaid", "other_left", "other_overdue", "as_of" },
  params  = { limit = "sales.advance.limit", warn_days = "sales.advance.warn_days" },
  gives   = {
    status = { "advance_status", title = "借支情况" },
    left   = { "money", title = "未冲还额" },
  },

  decide = function(advance, param)
    if advance.lent_on == nil then
      if advance.other_overdue > 0 then
        because("D09 1.3", "另有 {1} 笔借支逾期未冲还，先清后借", advance.other_overdue)
        return { status = "refuse", left = 0 }
      end
      local total = advance.other_left + advance.amount
      because("D09 1.3", "连同未冲还的 {1:money} 共 {2:money}，每人限额 {3:money}", advance.other_left, total, param.limit)
      return { status = total > param.limit and "over_limit" or "approve", left = 0 }
    end

    local left = advance.amount - advance.repaid
    local days = date.days(advance.as_of, advance.due_on)
    if left <= 0 then
      because("D09 1.3", "借支 {1:money} 已经冲还", advance.amount)
      return { status = "settled", left = 0 }
    end
    because("D09 1.3", "未冲还 {1:money}，应于 {2} 前冲还", left, advance.due_on)
    if days < 0 then
      return { status = "overdue", left = left }
    end
    return { status = days <= param.warn_days and "due" or "open", left = left }
  end,
}
