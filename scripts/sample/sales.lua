-- Sales: what a unit aims at, plans and organises, and for every customer its quotes, deals, contracts and checks.
-- Draws from streams of its own, so that the records of the other sheets stay as they are.

local record = require("record")
local seed, int, chance, pick, weighted = record.seed, record.int, record.chance, record.pick, record.weighted
local iso, day_of, months, MONTHS, END = record.iso, record.day_of, record.months, record.MONTHS, record.END
local yuan, write, key = record.yuan, record.write, record.key

local organisation = require("organisation")
local staff_id = organisation.staff_id

-- Campaigns: some of the whole group, some of a unit; who is meant, and from when to when.
local CAMPAIGNS <const> = {
  { id = "M2401", name = "春季新品推介会", from = "2024-03-01", to = "2024-04-15", budget = 200000 },
  { id = "M2402", name = "渠道伙伴答谢会", from = "2024-11-01", to = "2024-11-30", budget = 300000, class = "important" },
  { id = "M2501", name = "工程客户技术交流", from = "2025-05-10", to = "2025-06-30", budget = 150000, segment = "project" },
  { id = "M2502", name = "华南重点客户年会", from = "2025-10-20", to = "2025-11-30", budget = 120000, class = "strategic", region = "south" },
  { id = "M2503", name = "深圳年终优惠", from = "2025-11-01", to = "2025-11-30", budget = 60000, branch = "shenzhen" },
}

local function write_units(customers)
  for index, branch in ipairs(organisation.branches) do
    seed(21, index)
    for year = 2025, 2026 do
      write("sales_goal", ("%s-%d"):format(branch.id, year), branch.id, year,
            yuan((customers * int(10, 16) // #organisation.branches + int(20, 60)) * 1000000))
    end
    for quarter = 0, 1 do
      local first, last = months[21 + quarter * 3].first, months[23 + quarter * 3]
      local complete = chance(90)
      write("sales_plan", ("P%02d%d"):format(index, quarter + 3), ("%s第%d季销售计划"):format(branch.name, quarter + 3), branch.id,
            staff_id(branch, 0, branch.kind == "hq" and 3 or 2), iso[first - (quarter == 0 and 31 or 0)],
            iso[quarter == 0 and months[23].first + months[23].days - 1 or day_of["2025-12-31"]],
            yuan((customers * int(2, 5) // #organisation.branches + int(5, 20)) * 1000000),
            "以老客户带动新客户", complete and "每人每周走访五户" or "", chance(80) and iso[first - int(1, 20)] or "")
    end
  end
  for _, c in ipairs(CAMPAIGNS) do
    write("campaign", c.id, c.name, c.branch or "", staff_id(organisation.branches[1], 1, 2), c.from, c.to,
          yuan((c.budget + customers * 100) * 100), "现场演示与优惠")
    if c.class or c.segment or c.region then
      write("campaign_audience", c.id .. "-1", c.id, c.class or "", c.segment or "", c.region or "")
    end
    if c.class == "important" then
      write("campaign_audience", c.id .. "-2", c.id, "strategic", "", "")
    end
  end
end

local function write_quotes(c, products)
  for at = 1, chance(60) and int(1, 2) or 0 do
    local quoted, quote_no = END - int(0, 40), key("quote_line", "N")
    for line = 1, int(1, 2) do
      local product = pick(products)
      local basket = int(math.max(c.trade.low, 1000), math.max(c.trade.high, 8000)) * 100 * int(1, 6)
      local asked = chance(70) and yuan(product.price * int(80, 100) // 100) or ""
      write("quote_line", quote_no .. "-" .. line, quote_no, c.id, product.id, iso[quoted], iso[quoted + 30],
            math.max(1, basket // product.price), asked, weighted{ "cash", 25, "transfer", 45, "acceptance", 10, "credit", 20 }, c.seller)
    end
  end
end

-- The stages in order with what each leaves on record; an open deal stands somewhere between.
local STAGES <const> = { "develop", "needs", "proposal", "contract", "delivery", "after_sales" }
local EVIDENCE <const> = {
  develop = {}, needs = { "need_note" }, proposal = { "price_proposal", "service_proposal", "delivery_proposal" },
  contract = {}, delivery = { "delivery_record" }, after_sales = { "follow_up" },
}
local TALKS <const> = { "介绍新品", "了解下季度需求", "答复报价疑问", "商谈交货日期", "了解使用情况" }

local function write_tasks(contract, drafted, issuer)
  for _, department in ipairs{ "technical", "production", "finance" } do
    if chance(60) then
      local issued, due = drafted + int(0, chance(12) and 5 or 1), drafted + int(6, 15)
      local done = due + (chance(80) and int(-4, 0) or int(1, 9))
      local complete = chance(94)
      write("contract_task", key("contract_task", "W"), contract, department, issuer, iso[drafted],
            issued <= END and iso[issued] or "", iso[due], done <= END and iso[done] or "", tostring(complete),
            (not complete or chance(2)) and yuan(int(1, 50) * 20000) or "")
    end
  end
end

local function write_contract(c, deal, drafted, amount, signed)
  local id = key("contract", "T")
  local long = chance(25)
  local dated = chance(92)
  write("contract", id, ("供货合同%s"):format(id:sub(2)), c.id, deal, c.seller,
        signed == nil and "review" or weighted{ "active", 60, "closed", 35, "terminated", 5 }, iso[drafted], signed and iso[signed] or "",
        dated and iso[drafted + 20] or "", dated and iso[drafted + 20 + (long and int(300, 700) or int(20, 250))] or "",
        yuan(amount), yuan(amount * pick{ 0, 5, 10, 20, 30, 30, 50 } // 100), weighted{ 0, 60, 1, 20, 2, 10, 3, 6, 5, 4 })
  if signed == nil then
    write("contract_request", id .. "-1", id, "sign", c.seller, iso[drafted], "", "open", "")
  elseif tonumber(id:sub(-1)) == 7 then
    write("contract_request", id .. "-2", id, "change", c.seller, iso[END], "交货期延后一个月", "open", "")
  end
  write_tasks(id, drafted, staff_id(c.branch, 0, c.branch.kind == "hq" and 3 or 2))
end

local function write_deal(c, products)
  local id, product = key("opportunity", "O"), pick(products)
  local status = weighted{ "open", 55, "won", 30, "lost", 15 }
  local at = status == "lost" and int(1, 3) or status == "won" and int(4, 6) or int(1, 4)
  local opened = END - (status == "open" and int(3, 90) or int(60, 400))
  local closed = status ~= "open" and math.min(END, opened + int(20, 80))
  local amount = math.max(product.price, int(math.max(c.trade.low, 2000), math.max(c.trade.high, 20000)) * int(100, chance(15) and 6000 or 500))
  write("opportunity", id, c.id, product.id, c.seller, c.branch.id, STAGES[at], status, iso[opened],
        status == "open" and iso[END + int(-10, 75)] or "", yuan(amount), closed and iso[closed] or "", status == "won" and yuan(amount) or "")

  local day, last = opened, closed or END
  for _ = 1, int(0, 4) do
    day = day + int(2, 25)
    if day <= last then
      write("contact_record", key("contact_record", "I"), id, c.seller, iso[day], pick{ "phone", "visit", "online" }, pick(TALKS), "")
    end
  end
  local kept = opened + 3
  for stage = 1, at do
    for _, kind in ipairs(EVIDENCE[STAGES[stage]]) do
      kept = math.min(END, kept + int(1, 6))
      if chance(stage < at and 93 or 55) then
        write("opportunity_evidence", key("opportunity_evidence", "F"), id, kind, iso[kept], c.seller, "")
      end
    end
  end
  if at >= 4 then
    local drafted = math.min(END, opened + int(5, 15))
    write_contract(c, id, drafted, amount, (status == "won" or chance(40)) and math.min(END, drafted + int(1, 12)) or nil)
  end
end

local function write_check(c, products)
  local product, promised = pick(products), END - int(-5, 60)
  local under, promise = chance(15), chance(50)
  write("sale_check", key("sale_check", "Q"), c.seller, c.id, iso[math.min(END, promised - 5)], product.id,
        yuan(product.price * (under and int(70, 81) or int(83, 100)) // 100), tostring(under and chance(30)),
        promise and "按约定日期送货上门" or "", tostring(chance(97)), promise and iso[promised] or "",
        promise and chance(85) and iso[promised + int(-2, 1)] or "", tostring(chance(10)), tostring(chance(70)))
end

local function write_invitations(c)
  for _, campaign in ipairs(CAMPAIGNS) do
    local meant = not campaign.branch or campaign.branch == c.branch.id
    if chance(meant and 22 or 2) and c.opened <= day_of[campaign.from] then
      local day = day_of[campaign.from] + int(-1, day_of[campaign.to] - day_of[campaign.from])
      write("campaign_invitation", key("campaign_invitation", "M"), campaign.id, c.id, iso[day], yuan(int(3, 40) * 10000), tostring(chance(75)))
    end
  end
end

local function write_customer(c, products)
  seed(22, c.number)
  write_quotes(c, products)
  for _ = 1, weighted{ 0, 45, 1, 40, 2, 15 } do
    write_deal(c, products)
  end
  if c.kind ~= "potential" and chance(12) then
    write_check(c, products)
  end
  write_invitations(c)
end

return { write_units = write_units, write_customer = write_customer }
