-- 销售阶段关口: a stage is left only when what it asks for is on record.
return {
  title   = "销售阶段关口",
  clause  = "D06 9, 10",
  subject = "opportunity",
  when    = "in_process",
  needs   = { "stage", "evidence" },
  params  = { order = "sales.stage.order" },
  tables  = { required = "sales_evidence" },
  gives   = {
    gate       = { "stage_gate", title = "阶段关口" },
    missing    = { "list", title = "本阶段缺少的记录" },
    skipped    = { "list", title = "以前阶段缺少的记录" },
    next_stage = { "sales_stage?", title = "下一阶段" },
  },

  decide = function(deal, param, tables)
    local kept = {}
    for _, kind in ipairs(deal.evidence) do
      kept[kind] = true
    end

    local missing, skipped, next_stage, reached = {}, {}, nil, false
    for at, stage in ipairs(param.order) do
      local here = stage == deal.stage
      for _, record in ipairs(tables.required{ stage = stage }) do
        if not kept[record.kind] and here then
          table.insert(missing, record.kind)
          because("D06 9", "本阶段还缺{1}", record.name)
        elseif not kept[record.kind] then
          table.insert(skipped, record.kind)
          because("D06 10", "以前阶段没有留下{1}，应补齐，做到有据可查", record.name)
        end
      end
      if here then
        reached, next_stage = true, param.order[at + 1]
        break
      end
    end
    if not reached then
      stop("销售流程中没有阶段 {1}", deal.stage)
    end

    local gate = "closed"
    if #missing == 0 and #skipped == 0 then
      gate = "open"
      because("D06 9", "各项过程记录齐全")
    end
    return { gate = gate, missing = missing, skipped = skipped, next_stage = next_stage }
  end,
}
