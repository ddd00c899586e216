-- Service: for every customer its visits, care, surveys, after-sales work and what is built for it.
-- Draws from a stream of its own, so that the records of the other sheets stay as they are.

local record = require("record")
local seed, int, chance, pick, weighted = record.seed, record.int, record.chance, record.pick, record.weighted
local iso, day_of, END, YEAR_AGO = record.iso, record.day_of, record.END, record.YEAR_AGO
local yuan, write, key = record.yuan, record.write, record.key

local organisation = require("organisation")
local staff_id = organisation.staff_id

local VISITED <const> = { strategic = { 15, 45 }, important = { 20, 70 }, general = { 40, 160 }, new = { 20, 80 } }
local TOPICS <const> = { "了解使用情况", "介绍新品", "核对订单与库存", "听取改进意见", "商谈下季度计划" }

local function write_visits(c)
  local gap = VISITED[c.kind] or { 60, 400 }
  local day = math.max(c.opened, YEAR_AGO) + int(0, gap[2])
  while day <= END do
    write("visit", key("visit", "V"), c.id, c.seller, iso[day], weighted{ "visit", 40, "phone", 45, "online", 15 }, pick(TOPICS),
          chance(20) and "希望缩短交货时间" or "")
    day = day + int(gap[1], gap[2])
  end
end

local function write_care(c, contact)
  local good = c.kind == "strategic" or c.kind == "important"
  if chance(good and 70 or 15) then
    write("care_record", key("care_record", "G"), c.id, contact, "gift", iso[day_of["2025-10-06"] - int(1, 12)], yuan(good and 30000 or 10000))
  end
  if chance(good and 50 or 10) then
    write("care_record", key("care_record", "G"), c.id, contact, "event", iso[END - int(20, 320)], yuan(int(2, 8) * 10000))
  end
  if chance(good and 40 or 8) then
    write("care_record", key("care_record", "G"), c.id, contact, "birthday", iso[END - int(1, 330)], yuan(int(0, 20) * 1000))
  end
end

local OPINIONS <const> = { "交货有时晚于约定", "技术答疑很及时", "对账单希望更清楚", "" }

local function write_surveys(c)
  local level = c.risk == "complaints" and int(40, 65) or int(62, 95)
  for _ = 1, chance(55) and int(1, 3) or 0 do
    local marks = {}
    for at = 1, 5 do
      marks[at] = math.max(0, math.min(100, level + int(-12, 10)))
    end
    write("survey", key("survey", "Y"), c.id, c.seller, iso[int(math.max(c.opened, YEAR_AGO + 1), END)],
          marks[1], marks[2], marks[3], marks[4], marks[5], pick(OPINIONS))
  end
end

local function write_after_sales(c, products)
  local covered = c.kind == "strategic" or chance(12)
  if covered then
    local from = END - int(30, 500)
    write("service_contract", key("service_contract", "S"), c.id, chance(40) and pick(products).id or "", iso[from], iso[from + 364])
  end
  local branch = c.branch
  local team = int(1, branch.teams)
  for _ = 1, chance(30) and int(1, 3) or 0 do
    local asked = END - int(0, 330)
    local done = asked + int(0, 9)
    write("service_order", key("service_order", "W"), branch.id, c.id, pick(products).id, chance(90) and iso[asked - int(5, 900)] or "",
          iso[asked], "false", yuan(int(0, 90) * 1000), yuan(int(2, 30) * 1000),
          staff_id(branch, team, branch.kind == "hq" and 3 or 7), done <= END and iso[done] or "")
  end
end

local STEPS <const> = { "启动与踏勘", "方案与图纸确认", "供货到场", "安装调试", "验收交付" }

local function write_project(c, contact)
  local id = key("project", "J")
  local started = END - int(40, 300)
  local length = int(120, 420)
  local watched, slow = chance(80), chance(30) and int(5, 45) or 0
  write("project", id, "样本工程" .. id:sub(2), c.id, c.seller, contact,
        iso[started], iso[started + length], watched and iso[END - int(1, 28)] or chance(50) and iso[math.max(started, END - int(31, 90))] or "")
  for at, title in ipairs(STEPS) do
    local due = started + length * at // #STEPS
    local done = due + slow + int(-6, 2)
    local finished = done <= END
    local progress = finished and 100 or math.max(0, math.min(95, 100 - (due - END) * 100 * #STEPS // length))
    write("milestone", id .. "-" .. at, id, title, c.seller, iso[due], finished and iso[done] or "", progress)
  end
end

local next_contact = "L00000001"                     -- the first contact of the customer in hand: whom to call in an emergency

local function write_customer(c, products)
  local contact = next_contact
  next_contact = key("contact", "L")

  seed(41, c.number)
  write_visits(c)
  write_care(c, contact)
  if c.kind ~= "potential" then
    write_surveys(c)
    write_after_sales(c, products)
  end
  if chance(12) then
    write("investor_profile", key("investor_profile", "R"), c.id, iso[END - int(0, 500)],
          pick{ "liquidity", "preserve", "income", "growth" }, weighted{ "conservative", 25, "cautious", 35, "balanced", 30, "aggressive", 10 })
  end
  if (c.kind == "strategic" or c.kind == "important") and chance(45) then
    write_project(c, contact)
  end
  if chance(6) then
    local raised = END - int(0, 60)
    local answered = chance(60)
    write("suggestion", key("suggestion", "B"), c.branch.id, "customer", "", c.id, pick{ "product", "service", "process", "other" }, iso[raised],
          answered and weighted{ "adopted", 60, "declined", 40 } or "open", answered and iso[math.min(END, raised + int(2, 22))] or "", "",
          "建议提供网上对账")
  end
end

return { write_customer = write_customer }
