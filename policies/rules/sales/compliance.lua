-- 销售合规检查: a price under the floor, a promise not kept, a scheme changed without leave.
return {
  title   = "销售合规检查",
  clause  = "D06 5, 6, 8",
  subject = "sale_check",
  when    = "has_happened",
  needs   = {
    "as_of", "unit_price?", "price_approved", "feasible", "promised_for?", "fulfilled_on?", "scheme_changed", "change_approved",
    floor_price   = "product.floor_price?",
    penalties_12m = "staff.breaches_12m",
  },
  params  = { promise_grace = "sales.compliance.promise_grace" },
  tables  = { penalties = "sales_penalty" },
  gives   = {
    violation = { "bool", title = "违规" },
    kind      = { "violation_kind", title = "最重的违规" },
    kinds     = { "list", title = "各项违规" },
    penalty   = { "violation_penalty", title = "处理" },
  },

  decide = function(check, param, tables)
    local kinds = {}                                   -- the gravest first
    if not check.feasible then
      table.insert(kinds, "impossible_promise")
      because("D06 6", "擅自向客户承诺公司无法履行的业务")
    end
    if check.promised_for ~= nil then
      local kept = check.as_of
      if check.fulfilled_on ~= nil and check.fulfilled_on <= check.as_of then
        kept = check.fulfilled_on
      end
      local late = date.days(check.promised_for, kept)
      if late > param.promise_grace then
        table.insert(kinds, "broken_promise")
        because("D06 6", "答应客户 {1} 兑现的承诺已迟 {2} 天", check.promised_for, late)
      end
    end
    if check.unit_price ~= nil and check.floor_price ~= nil and check.unit_price < check.floor_price and not check.price_approved then
      table.insert(kinds, "under_floor")
      because("D06 5", "成交单价 {1:money} 低于最低价 {2:money}，未经特批", check.unit_price, check.floor_price)
    end
    if check.scheme_changed and not check.change_approved then
      table.insert(kinds, "changed_scheme")
      because("D06 5", "销售方案未经批准擅自改变")
    end

    local kind = kinds[1] or "none"
    if kind == "none" then
      because("D06 5", "按规定的流程和方案销售，没有违规")
    elseif check.penalties_12m > 0 then
      because("D06 8", "近十二个月已受处罚 {1} 次", check.penalties_12m)
    end
    local hit = tables.penalties{ kind = kind, penalties_12m = check.penalties_12m }
    return { violation = #kinds > 0, kind = kind, kinds = kinds, penalty = hit.penalty }
  end,
}
