-- Products and customers: what kind of customer it is sets its trade, how it behaves sets its debts and complaints.

local record = require("record")
local seed, int, chance, pick, weighted = record.seed, record.int, record.chance, record.pick, record.weighted
local iso, months, MONTHS = record.iso, record.months, record.MONTHS
local day_of, END, YEAR_AGO = record.day_of, record.END, record.YEAR_AGO
local month_of, clock, yuan, write, key = record.month_of, record.clock, record.yuan, record.write, record.key

local organisation = require("organisation")
local branches, CHANNELS, SYLLABLES = organisation.branches, organisation.CHANNELS, organisation.SYLLABLES
local staff_id = organisation.staff_id

local products = {}

local function write_products()
  local units = { "件", "台", "套", "箱" }
  for series = 1, 6 do
    for item = 1, 8 do
      seed(3, series * 10 + item)
      local price = ({ 2000, 6800, 15000, 42000, 98000, 260000 })[series] + int(0, 99) * 10 * series
      local id = ("G%d%02d"):format(series, item)
      products[#products + 1] = { id = id, price = price }
      write("product", id, ("样本产品%s%02d型"):format(SYLLABLES[series], item), SYLLABLES[series] .. "系列", pick(units),
            yuan(price), yuan(price * 82 // 100), pick{ 6, 12, 12, 24, 36 })
    end
  end
end

local KINDS <const> = {
  "general", "important", "small", "general", "potential", "general", "strategic", "general", "small", "important",
  "general", "new", "slowing", "general", "important", "small", "lost", "general", "dormant", "potential",
}
local TRADE <const> = {                              -- orders a month in percent, basket in yuan, potential, first and last month
  strategic = { orders = 300, low = 22000, high = 60000, potential = { 60, 100 }, first = { 1, 6 },   last = { 25, 25 } },
  important = { orders = 160, low = 14000, high = 34000, potential = { 45, 90 },  first = { 1, 12 },  last = { 25, 25 } },
  general   = { orders = 90,  low = 3000,  high = 18000, potential = { 15, 75 },  first = { 1, 18 },  last = { 24, 25 } },
  small     = { orders = 40,  low = 400,   high = 2600,  potential = { 0, 50 },   first = { 1, 16 },  last = { 24, 25 } },
  new       = { orders = 150, low = 3000,  high = 26000, potential = { 30, 95 },  first = { 21, 25 }, last = { 25, 25 } },
  slowing   = { orders = 100, low = 3000,  high = 18000, potential = { 10, 60 },  first = { 1, 10 },  last = { 20, 22 } },
  dormant   = { orders = 90,  low = 2000,  high = 12000, potential = { 5, 50 },   first = { 1, 8 },   last = { 14, 19 } },
  lost      = { orders = 90,  low = 1000,  high = 9000,  potential = { 0, 40 },   first = { 1, 3 },   last = { 5, 12 } },
  potential = { orders = 0,   low = 0,     high = 0,     potential = { 10, 95 },  first = { 1, 1 },   last = { 0, 0 } },
}
local TRADE_NAMES <const> = {
  international_parts = "国际配件贸易", international_supplies = "国际用品贸易", regional_electrical = "电气商行",
  regional_specialty = "专营商行", regional_volume = "批销商行", regional_diy = "家居工具商行", other = "综合商行",
}
local FIRST_NAMES <const> = { "南", "北", "东", "西", "中", "上", "远", "近", "大", "小", "青", "白" }
local SECOND_NAMES <const> = { "星", "云", "石", "木", "泉", "帆", "桥", "灯", "禾", "贝", "竹" }

-- A customer's people: the seller works in a team of its unit and was there when the account was opened, unless the
-- account came along from direct sales.
local function seller_of(customer)
  local branch = customer.branch
  local team = int(1, branch.teams)
  local seat = int(1, branch.kind == "hq" and 2 or 5)
  local p = record.aside(organisation.person, branch, team, seat)
  customer.seller = staff_id(branch, team, seat)
  if p.origin == "direct_sales" or p.joined <= customer.opened then
    customer.developer = customer.seller
  end
end

local function write_customer(c)
  local channel = c.channel
  local scale = ({ strategic = "large", important = "medium", small = "micro", lost = "micro" })[c.kind] or pick{ "medium", "small", "small", "micro" }
  local overseas = channel:find("international", 1, true) and chance(35)
  local profile = {}
  for at = 1, 5 do
    profile[at] = c.profiled and int(c.kind == "strategic" and 3 or 1, 5) or ""
  end
  write("customer", c.id,
        ("%s%s%s有限公司（样本%s）"):format(pick(FIRST_NAMES), pick(SECOND_NAMES), TRADE_NAMES[channel], c.id:sub(2)),
        channel, c.branch.id,
        chance(95) and pick{ "manufacturing", "trade", "trade", "construction", "logistics", "information", "finance", "services", "public", "other" } or "",
        scale, overseas and "overseas" or c.branch.region, overseas and "样本国" or "中国",
        c.developer or "", c.seller, c.kind == "potential" and "" or iso[c.opened], int(c.trade.potential[1], c.trade.potential[2]),
        c.papers == "none" and "" or chance(5) and "" or tostring(chance(70)),
        yuan(({ large = 200, medium = 80, small = 30, micro = 5 })[scale] * int(5, 40) * 100000),
        yuan(chance(7) and 0 or ({ large = 300, medium = 120, small = 40, micro = 6 })[scale] * int(5, 60) * 50000),
        tostring(chance(91)), chance(10) and "" or chance(8) and int(30, 59) or int(60, 98),
        profile[1], profile[2], profile[3], profile[4], profile[5],
        "样本联系人" .. c.id:sub(2), ("000-2%07d"):format(c.number), ("c%d@example.com"):format(c.number),
        ("样本市示例路%d号"):format(int(1, 999)))

  for at = 1, chance(30) and 2 or 1 do
    local born = iso[int(day_of["1962-01-01"], day_of["1998-12-31"])]
    write("contact", key("contact", "L"), c.id, ("样本联系人%s%s"):format(SYLLABLES[at], c.id:sub(2)), pick{ "采购经理", "总经理", "财务主管", "仓储主管" },
          ("000-%d%07d"):format(2 + at, c.number), ("p%d.%d@example.com"):format(c.number, at),
          born, "2000" .. born:sub(5), tostring(at == 1), pick{ "phone", "visit", "online" })
  end
end

-- When a customer pays, counted from the day the money is due; nothing for never.
local function payment_delay(c, due)
  if c.risk == "arrears" and due > c.stops then
    return nil
  elseif c.risk == "late" then
    return int(28, 75)
  end
  return int(-20, 12)
end

local function write_receivable(c, line, amount, ordered)
  local due = ordered + c.terms
  local id = key("receivable", "R")
  write("receivable", id, c.id, line, c.seller, yuan(amount), iso[ordered], iso[due])
  local delay = payment_delay(c, due)
  local paid = delay and math.max(ordered + 1, due + delay)
  if paid and paid <= END then
    local part = chance(12) and amount * int(30, 70) // 100 or 0
    if part > 0 then
      write("collection", key("collection", "K"), id, yuan(part), iso[math.max(ordered + 1, paid - int(3, 9))])
    end
    write("collection", key("collection", "K"), id, yuan(amount - part), iso[paid])
  end
end

local orders_so_far = 0

local function write_order(c, day, month)
  orders_so_far = orders_so_far + 1
  local order_no = ("SO%08d"):format(orders_so_far)
  local payment = c.on_credit and "credit" or weighted{ "cash", 45, "transfer", 45, "acceptance", 10 }
  local basket = int(c.trade.low, c.trade.high) * 100
  if c.kind == "strategic" and chance(2) then
    basket = basket * 6
  end
  local lines = chance(25) and 2 or 1
  local total = 0
  for at = 1, lines do
    local product = products[int(1, basket > 1000000 and 48 or 32)]
    local quantity = math.max(1, basket // lines // product.price)
    local amount = product.price * quantity * int(88, 100) // 100
    local id = order_no .. "-" .. at
    write("sales_order", id, order_no, c.id, iso[day], yuan(amount), product.id, quantity, c.seller, payment)
    total = total + amount
    if payment ~= "credit" and quantity > 1 and chance(3) then
      local back = math.min(END, day + int(2, 15))
      local returned = int(1, quantity)
      local value = amount * returned // quantity
      write("sales_order", id .. "R", order_no, c.id, iso[back], yuan(-value), product.id, -returned, c.seller, payment)
    end
  end
  if payment == "credit" then
    write_receivable(c, order_no .. "-1", total, day)
  end
  c.volume[month] = (c.volume[month] or 0) + total
end

local function write_trade(c)
  local trade = c.trade
  local first, last = c.first_month, int(trade.last[1], trade.last[2])
  for month = first, last do
    local calendar = months[month]
    local share = trade.orders
    if calendar.month == 11 or calendar.month == 12 then
      share = share * 13 // 10
    elseif calendar.month == 2 then
      share = share * 6 // 10
    end
    local orders = int(0, 2 * share // 100)
    if orders == 0 and (month == first or month == last or chance(share)) then
      orders = 1
    end
    for _ = 1, orders do
      write_order(c, calendar.first + int(0, calendar.days - 1), month)
    end
  end
  for month = 14, MONTHS do                          -- the twelve months up to the end of the record
    c.peak = math.max(c.peak, c.volume[month] or 0)
  end
  if c.peak > 0 and c.channel ~= "other" and chance(30) then
    for month = MONTHS - 2, MONTHS do
      write("stock_report", key("stock_report", "S"), c.id, iso[months[month].first + months[month].days - 1],
            yuan(c.peak * int(40, 220) // 100))
    end
  end
end

local PAPERS <const> = { "licence", "permit", "org_code", "tax_registration" }

local function write_certificates(c)
  if c.papers == "none" then
    return
  end
  local odd = int(1, 4)
  for at, kind in ipairs(PAPERS) do
    local received = math.max(day_of["2019-01-01"], c.opened - int(0, 20))
    local expires = iso[END + int(0, 2400)]
    if at == odd and c.papers == "expired" then
      expires = iso[END - int(1, 400)]
    elseif kind == "tax_registration" and chance(50) then
      expires = ""                                   -- valid for good
    end
    if not (at == odd and c.papers == "missing") then
      write("certificate", key("certificate", "Z"), c.id, kind, ("000%d%09d"):format(at, c.number), iso[math.min(received, END)], expires)
    end
  end
end

local function thousands(fen)
  return math.max(100000, fen // 100000 * 100000)
end

local function write_credit(c)
  if c.on_credit and c.peak > 0 then
    local day = int(math.max(c.opened, YEAR_AGO), END - 5)
    local asked = thousands(c.peak * int(180, 380) // 100)
    local status = weighted{ "granted", 84, "rejected", 10, "withdrawn", 6 }
    write("credit_application", key("credit_application", "X"), c.id, c.seller, iso[day], yuan(asked),
          asked > 3 * c.peak and "旺季备货需要" or "", status, iso[math.min(END, day + int(1, 7))],
          status == "granted" and yuan(math.min(asked, thousands(3 * c.peak))) or "")
  end
  if chance(c.kind == "potential" and 15 or 35) then
    local asked = thousands(math.max(c.peak, 2000000) * int(40, 450) // 100)
    write("credit_application", key("credit_application", "X"), c.id, c.seller, iso[END - int(0, 25)], yuan(asked),
          (asked > 3 * c.peak and chance(60)) and pick{ "旺季备货需要", "中标工程项目集中供货", "新开门店首批铺货" } or "", "open", "", "")
  end
  if c.kind ~= "potential" and chance(35) then
    write("shipment_request", key("shipment_request", "H"), c.id, iso[END - int(0, 10)],
          yuan(math.max(c.peak, 500000) * int(8, 130) // 100), tostring(not c.on_credit or chance(20)))
  end
  if c.kind ~= "potential" and chance(70) then
    local day = int(math.max(c.opened, months[1].first), END)
    repeat
      write("credit_review", key("credit_review", "V"), c.id, iso[day], staff_id(c.branch, 0, c.branch.kind == "hq" and 2 or 1),
            pick{ "资信良好", "经营平稳", "建议继续观察" })
      day = day + int(80, 260)
    until day > END
  end
end

local COMPLAINTS <const> = {
  product = "到货产品有划痕", delivery = "交货比约定晚", service = "来电多次无人答复", price = "对账单金额有出入",
  contract = "对合同条款理解不一致", privacy = "接到无关的推销电话", other = "其他意见",
}
local CATEGORIES <const> = { "product", "delivery", "service", "price", "contract", "privacy", "other" }
local CLOSE_OF_RECORD <const> = END * 1440 + 18 * 60

local function write_complaint(c, day)
  local opened = day * 1440 + int(8 * 60 + 30, 17 * 60)
  local category = CATEGORIES[weighted{ 1, 32, 2, 24, 3, 14, 4, 13, 5, 7, 6, 3, 7, 7 }]
  local severity = weighted{ "low", 25, "normal", 50, "high", 20, "critical", 5 }
  local responded = opened + int(10, chance(15) and 4000 or 900)
  local resolved = responded + int(60, chance(20) and 14000 or 3600)
  write("complaint", key("complaint", "J"), c.id, clock(opened), responded <= CLOSE_OF_RECORD and clock(responded) or "",
        resolved <= CLOSE_OF_RECORD and clock(resolved) or "", category, severity, tostring(category == "contract" and chance(40)),
        category == "product" and pick(products).id or "", c.seller, COMPLAINTS[category])
end

local function write_complaints(c)
  local recent = c.risk == "complaints" and int(3, 6) or c.risk == "watch" and int(1, 2) or 0
  for at = 1, recent do
    write_complaint(c, (at == 1 and chance(35)) and END - int(0, 5) or int(YEAR_AGO + 1, END))
  end
  if c.kind ~= "potential" and chance(10) then
    write_complaint(c, int(months[1].first, YEAR_AGO))
  end
end

-- Fees that come in month by month; commission looks at the first months of a customer.
local function write_fees(c)
  local monthly = int(3, ({ strategic = 90, important = 60 })[c.kind] or 25) * 10000
  for month = math.max(1, month_of(math.max(c.opened, 0))), MONTHS do
    local day = months[month].first + int(9, months[month].days - 1)
    if day >= c.opened and chance(94) then
      write("fee_receipt", key("fee_receipt", "Y"), c.id, iso[day], yuan(monthly * int(80, 120) // 100 + int(0, 99)))
    end
  end
end

local function write_customer_and_trade(number, width)
  seed(4, number)
  local kind = KINDS[(number - 1) % #KINDS + 1]
  local c = {
    number = number, id = ("C%0" .. width .. "d"):format(number), kind = kind, trade = TRADE[kind],
    channel = CHANNELS[weighted{ 1, 8, 2, 7, 3, 20, 4, 20, 5, 15, 6, 15, 7, 15 }],
    branch = branches[weighted{ 1, kind == "strategic" and 30 or 8, 2, kind == "strategic" and 20 or 30, 3, kind == "strategic" and 10 or 22,
                                4, 6, 5, 6, 6, 6, 7, 10, 8, 6, 9, 6 }],
    papers = weighted{ "complete", 68, "missing", 13, "expired", 9, "none", 10 },
    risk = weighted{ "none", 62, "watch", 12, "late", 10, "complaints", 5, "arrears", 11 },
    terms = pick{ 30, 30, 45, 60 }, volume = {}, peak = 0,
  }
  if kind == "potential" then
    c.risk = "none"
  end
  c.on_credit = kind ~= "potential" and (c.risk == "arrears" or c.risk == "late" or c.papers == "complete" and chance(70))
  c.stops = END - int(95, 240)                       -- whoever is in arrears has paid nothing that fell due since then
  c.profiled = kind == "strategic" or chance(60)
  c.first_month = int(c.trade.first[1], c.trade.first[2])
  c.opened = months[c.first_month].first             -- with the first trade of the record, or long before it
  if kind ~= "new" and kind ~= "potential" and c.first_month <= 2 and chance(70) then
    c.opened = int(day_of["2019-03-01"], c.opened)
  end
  seller_of(c)

  write_customer(c)
  write_trade(c)
  write_certificates(c)
  write_credit(c)
  write_complaints(c)
  if kind ~= "lost" and kind ~= "potential" and chance(45) then
    write_fees(c)
  end
  return c
end

return { products = products, write_products = write_products, write_customer = write_customer_and_trade }
