-- 客户构成分析: what each channel type brings to one unit, against the composition that the company's policy aims at.
-- The subject is a unit's line for a channel type (branch_channel), not a customer: one outcome a channel type, as the
-- sheet of the text has it, and a unit sees its whole sheet at once.
return {
  title   = "客户构成分析",
  clause  = "D05 3.1",
  subject = "branch_channel",
  over    = "branch",
  needs   = { "channel_type", "channel_sales_12m", "branch_sales_12m" },
  params  = {
    targets   = "analyse.composition.targets",
    tolerance = "analyse.composition.tolerance",
  },
  gives   = {
    subtotal = { "money", title = "小计" },
    share    = { "number", title = "所占比重" },
    target   = { "number", title = "方针比重" },
    gap      = { "number", title = "与方针之差" },
    verdict  = { "share_verdict?", title = "对照结果" },
  },

  decide = function(members, param)
    local total, seen = 0, {}
    for _, item in ipairs(members) do
      if seen[item.channel_type] then
        stop("渠道类型 {1} 在本单位的构成项中出现两次", item.channel_type)
      end
      seen[item.channel_type] = true
      total = total + item.channel_sales_12m
    end
    for _, item in ipairs(members) do
      if item.branch_sales_12m ~= total then
        stop("构成项小计之和 {1:money} 不等于本单位净销售额 {2:money}，请补齐渠道类型", total, item.branch_sales_12m)
      end
    end

    local outcomes, off = {}, 0
    for i, item in ipairs(members) do
      local target = param.targets[item.channel_type]
      local share, verdict = 0, nil
      if total > 0 then
        share, verdict = item.channel_sales_12m / total, "on_target"
        local excess = item.channel_sales_12m * 100 - total * target
        if excess > total * param.tolerance then
          verdict = "above"
        elseif -excess > total * param.tolerance then
          verdict = "below"
        end
        if verdict ~= "on_target" then
          off = off + 1
        end
      end
      outcomes[i] = {
        subtotal = item.channel_sales_12m, share = share,
        target = target / 100, gap = share - target / 100, verdict = verdict,
      }
    end

    if total > 0 then
      because("D05 3.1", "本单位近十二个月净销售额合计 {1:money}，与方针相差超过 {2} 个百分点的渠道类型有 {3} 种",
              total, param.tolerance, off)
    else
      because("D05 3.1", "本单位近十二个月没有净销售额，不与方针比较")
    end
    return outcomes
  end,
}
