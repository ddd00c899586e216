-- 资料查阅范围: what somebody may see, reveal, change and approve. Nothing is allowed that the table does not allow.
return {
  title   = "资料查阅范围",
  clause  = "D04 5.2, D05 1.4, D10 5, D13 2.4",
  subject = "access_request",
  needs   = { "roles?", "area", "own_branch", "purpose?" },
  params  = { purpose_required = "access.scope.purpose_required" },
  tables  = { rights = "access_rights" },
  gives   = {
    see     = { "bool", title = "可查看（敏感项遮盖）" },
    reveal  = { "bool", title = "可看敏感项" },
    change  = { "bool", title = "可修改" },
    approve = { "bool", title = "可审批" },
  },

  decide = function(request, param, tables)
    local scope = { see = false, reveal = false, change = false, approve = false }
    for _, role in ipairs(request.roles or {}) do
      local right = tables.rights{ role = role, area = request.area, own = request.own_branch }
      scope.see     = scope.see or right.see
      scope.reveal  = scope.reveal or right.reveal
      scope.change  = scope.change or right.change
      scope.approve = scope.approve or right.approve
    end

    if not scope.see then
      because("D05 1.4", #(request.roles or {}) == 0 and "申请人没有授权角色，不得查阅" or "申请人的角色无权查阅这类资料")
      return scope
    end
    if scope.reveal and param.purpose_required and text.trim(request.purpose or "") == "" then
      because("D10 5.1", "没有写明用途，敏感项只能遮盖后显示")
      scope.reveal = false
    elseif scope.reveal then
      because("D10 5.1", "可查看敏感项，不得泄露给外部人员")
    else
      because("D10 5.2", "可查看，电话、联系人、证件等敏感项遮盖显示")
    end
    return scope
  end,
}
