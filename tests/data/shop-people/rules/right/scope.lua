-- 谁可以看什么。
return {
  title   = "权限",
  clause  = "R1",
  subject = "question",
  needs   = { roles = { "roles?", type = "list" }, "area", "own_shop", "why?" },
  tables  = { rights = "rights" },
  gives   = { see = "bool", reveal = "bool", change = "bool", approve = "bool" },

  decide = function(question, param, tables)
    local may = { see = false, reveal = false, change = false, approve = false }
    for _, role in ipairs(question.roles or {}) do
      local right = tables.rights{ role = role, area = question.area, own = question.own_shop }
      may.see    = may.see or right.see
      may.reveal = may.reveal or right.reveal
      may.change = may.change or right.change
      may.approve = may.approve or role == "keeper" and question.own_shop
    end
    if not may.see then
      because("R1", "没有看这类资料的身份")
    elseif may.reveal and not question.why then
      because("R2", "看全须写明用途")
      may.reveal = false
    end
    return may
  end,
}
