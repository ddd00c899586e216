-- 工资单: the lines of the month and what they come to.
return {
  title   = "工资单",
  clause  = "D18 5",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = {
    base       = "pay.base.base",
    commission = "pay.commission.commission",
    allowance  = "pay.allowance.allowance",
    "rewards", "penalties", "adjustments?",
  },
  params  = { minimum = "pay.slip.minimum", with_adjustments = "pay.slip.adjustments" },
  gives   = {
    base        = { "money", title = "固定薪酬" },
    commission  = { "money", title = "提成" },
    allowance   = { "money", title = "补贴" },
    rewards     = { "money", title = "奖励" },
    penalties   = { "money", title = "处罚" },
    top_up      = { "money", title = "补足最低工资" },
    adjustments = { "money", title = "以前月份差额" },
    total       = { "money", title = "应发合计" },
  },
  note    = "以前月份结账后更正的差额在下一张工资单上单列一行，不计入最低工资的比较",

  decide = function(person, param)
    because("D18 5.1", "固定薪酬 {1:money}", person.base)
    if person.commission ~= 0 then
      because("D18 5.1", "话费提成 {1:money}", person.commission)
    end
    if person.allowance ~= 0 then
      because("D18 5.2.4, 5.4.2", "职务补贴与车贴 {1:money}", person.allowance)
    end
    if person.rewards ~= 0 then
      because("D06 8", "奖励 {1:money}", person.rewards)
    end
    if person.penalties ~= 0 then
      because("D09 1.5, D06 8", "处罚扣减 {1:money}", person.penalties)
    end

    local earned = person.base + person.commission + person.allowance + person.rewards - person.penalties
    local top_up = math.max(param.minimum - earned, 0)
    if top_up > 0 then
      because("D18 5", "各项合计 {1:money}，低于当地最低工资 {2:money}，补足 {3:money}", earned, param.minimum, top_up)
    end
    local adjustments = 0
    if param.with_adjustments then
      adjustments = person.adjustments or 0
    end
    if adjustments ~= 0 then
      because("D18 5", "以前月份结账后更正，差额 {1:money} 记入本月", adjustments)
    end
    return {
      base        = person.base,
      commission  = person.commission,
      allowance   = person.allowance,
      rewards     = person.rewards,
      penalties   = person.penalties,
      top_up      = top_up,
      adjustments = adjustments,
      total       = earned + top_up + adjustments,
    }
  end,
}
