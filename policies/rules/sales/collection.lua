-- 回款跟踪: how old an unpaid receivable is, what is to be done and by whom.
local function age_of(overdue, ages)
  if overdue <= 0 then
    return "current"
  elseif overdue <= ages.within_30 then
    return "within_30"
  elseif overdue <= ages.within_60 then
    return "within_60"
  elseif overdue <= ages.within_90 then
    return "within_90"
  end
  return "over_90"
end

return {
  title   = "回款跟踪",
  clause  = "D09 1.3, 1.8",
  subject = "receivable",
  when    = "is_unpaid",
  needs   = { "open_amount", "days_overdue", "due_on", "as_of", class = "customer.classify.value.class" },
  params  = { ages = "sales.collection.ages" },
  tables  = { actions = "sales_collection" },
  gives   = {
    age    = { "receivable_age", title = "账龄" },
    owner  = { "collection_owner", title = "责任人" },
    action = { "text", title = "应采取的措施" },
  },

  decide = function(item, param, tables)
    local age = age_of(item.days_overdue, param.ages)
    local left = date.days(item.as_of, item.due_on)
    if age == "current" then
      because("D09 1.3", "未收 {1:money}，{2} 到期，还有 {3} 天", item.open_amount, item.due_on, left)
    else
      because("D09 1.8", "未收 {1:money}，已逾期 {2} 天", item.open_amount, item.days_overdue)
    end

    local hit = tables.actions{ age = age, days_left = left, class = item.class }
    return { age = age, owner = hit.owner, action = hit.action }
  end,
}
