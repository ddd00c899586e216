-- 客户 ABC 分类: inside one channel type, the few who bring three quarters of the sales come first.
-- Customers without positive sales follow the others in the ranking: class C, share 0, nothing added to the running share.

-- What a customer belongs to depends on how much was reached before it: the one that crosses the line is still inside.
-- Whole fen against whole fen, so that a line is met exactly.
local function class_of(before, total, shares)
  if before * 100 < total * shares.A then
    return "A"
  end
  if before * 100 < total * shares.B then
    return "B"
  end
  return "C"
end

local function part(amount, total)
  if total > 0 then
    return amount / total
  end
  return 0
end

return {
  title   = "客户 ABC 分类",
  clause  = "D05 3.2",
  subject = "customer",
  over    = "channel_type",
  needs   = { "sales_12m" },
  params  = { shares = "classify.abc.shares" },
  gives   = {
    class         = { { "A", "B", "C" }, title = "ABC 类别" },
    share         = { "number", title = "占本渠道类型比重" },
    running_share = { "number", title = "累计比重" },
    rank          = { "int", title = "名次" },
  },

  decide = function(members, param)
    local total = 0
    for _, customer in ipairs(members) do
      total = total + math.max(customer.sales_12m, 0)
    end

    local outcomes, running = {}, 0
    for rank, i in ipairs(table.order(members, "-sales_12m", "id")) do
      local sales = math.max(members[i].sales_12m, 0)
      local class = "C"
      if sales > 0 then
        class = class_of(running, total, param.shares)
      end
      running = running + sales
      outcomes[i] = { class = class, share = part(sales, total), running_share = part(running, total), rank = rank }
    end

    because("D05 3.2", "本渠道类型 {1} 家客户净销售额合计 {2:money}，从高到低累计：达到 {3}% 为止是 A 类，达到 {4}% 为止是 B 类，其余是 C 类",
            #members, total, param.shares.A, param.shares.B)
    return outcomes
  end,
}
