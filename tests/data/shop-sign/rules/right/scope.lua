-- 谁可以批什么。
return {
  title   = "权限",
  clause  = "R1",
  subject = "question",
  needs   = { roles = { "roles?", type = "list" }, "area", "own", "why?" },
  tables  = { rights = "rights" },
  gives   = { see = "bool", reveal = "bool", change = "bool", approve = "bool" },

  decide = function(question, param, tables)
    local may = false
    for _, role in ipairs(question.roles or {}) do
      may = may or tables.rights{ role = role, area = question.area, own = question.own }.may
    end
    if may and question.why then
      because("R1", "{1}", question.why)
    end
    return { see = true, reveal = true, change = true, approve = may }
  end,
}
