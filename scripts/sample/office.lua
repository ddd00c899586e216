-- The office: what a unit plans and spends on its market, whom it hires and trains, how its service people are rated,
-- what its people suggest, and who may see which records. Draws from streams of its own.

local record = require("record")
local seed, int, chance, pick, weighted = record.seed, record.int, record.chance, record.pick, record.weighted
local iso, day_of, months, MONTHS, END = record.iso, record.day_of, record.months, record.MONTHS, record.END
local yuan, write, key = record.yuan, record.write, record.key

local organisation = require("organisation")
local staff_id = organisation.staff_id

local LINES <const> = { "advertising", "promotion", "research", "material", "hospitality", "travel" }

local function write_claims(branch, budget, amount)
  local left = amount
  for _ = 1, int(2, 6) do
    local cost = chance(60) and int(2, 90) * 1000 or int(10, 300) * 10000
    local spent = day_of["2025-01-10"] + int(0, 320)
    local claimed = math.min(END, spent + (chance(92) and int(1, 45) or int(50, 90)))
    local open = claimed > END - 20
    local paid = not open and cost <= left and chance(92)
    if paid then
      left = left - cost
    end
    write("expense_claim", key("expense_claim", "H"), budget, staff_id(branch, 0, branch.kind == "hq" and 2 or 1), iso[spent], iso[claimed], yuan(cost),
          tostring(chance(94)), open and "open" or paid and "approved" or "refused", open and "" or iso[math.min(END, claimed + int(1, 9))], "", "样本用途")
  end
end

-- What people borrow for their business trips, and how they settle it.
local function write_advances(branch)
  for _ = 1, int(3, 8) do
    local id = key("cash_advance", "B")
    local requested = END - int(0, 200)
    local amount = int(5, 60) * 10000
    local lent = requested + int(1, 4)
    local refused = chance(5)
    local given = not refused and lent <= END
    write("cash_advance", id, staff_id(branch, 1, int(1, 4)), iso[requested], yuan(amount), iso[requested + 30],
          given and iso[lent] or "", tostring(refused), "样本用途")
    if given and chance(80) then
      local settled = math.min(END, lent + int(5, 40))
      local back = chance(85) and amount or amount // 2
      write("advance_repayment", key("advance_repayment", "F"), id, iso[settled], yuan(back), "")
    end
  end
end

local function write_market(branch, customers)
  for year = 2024, 2026 do
    local id = ("A%d-%s"):format(year, branch.id)
    local budget = int(8, 40) * 1000000 + customers * 2000
    local prepared = day_of[("%d-12-10"):format(year - 1)] - int(0, 35)
    local known, approved = prepared <= END, prepared + int(3, 40)
    write("market_plan", id, branch.id, year, yuan(budget), yuan((customers * int(10, 16) // #organisation.branches + int(20, 60)) * 1000000),
          known and iso[prepared] or "", approved <= END and iso[approved] or "", year == 2024 and chance(80) and "2025-02-20" or "",
          staff_id(branch, 0, branch.kind == "hq" and 2 or 1), "样本计划内容")
    if year == 2025 then
      for at, line in ipairs(LINES) do
        local amount = budget * ({ 30, 25, 10, 15, 10, 10 })[at] // 100
        write("expense_budget", id .. "-" .. line, id, line, yuan(amount))
        write_claims(branch, id .. "-" .. line, amount)
      end
    end
  end
end

local function write_training(p)
  if chance(3) then                                  -- nobody found the time
    return
  end
  local from = p.joined + int(0, 4)
  local function course(kind, level, first, last, passed, mentor)
    if first <= END and (not p.left or first <= p.left) then
      write("training_record", key("training_record", "K"), p.id, kind, level, iso[first], last <= END and iso[last] or "",
            last <= END and passed or "", mentor)
    end
    return last + 1
  end
  if chance(8) then
    from = course("induction", "basic", from, from + int(6, 13), "false", "") + int(3, 9)
  end
  from = course("induction", "basic", from, from + int(6, 13), tostring(chance(97)), "")
  course("mentoring", "", from, from + 60, "", p.mentor or "")
  if p.path == "rising" then
    for _, level in ipairs{ "basic", "middle" } do
      from = course("promotion", level, from + int(150, 260), from + 264, tostring(chance(85)), "")
    end
  end
end

local function write_ratings(p)
  local level = p.path == "rising" and 90 or p.path == "falling" and 64 or 80
  for month = math.max(p.from, MONTHS - 5), p.to do
    local function score()
      return ("%.1f"):format(math.max(0, math.min(1000, level * 10 + int(-90, 90))) / 10)
    end
    write("service_rating", key("service_rating", "T"), p.id, iso[months[month].first], score(), score(), score())
  end
end

local function write_candidates(branch)
  local hq = branch.kind == "hq"
  for _ = 1, int(3, 9) do
    local id = key("candidate", "N")
    local examined = chance(80)
    local approved = examined and weighted{ "", 50, "true", 40, "false", 10 } or ""
    local post = pick(hq and { "team_manager", "marketing_manager", "product_manager", "service_manager" } or { "account_manager", "account_manager", "service_manager", "technical_support", "group_leader" })
    local source = weighted{ "external", 60, "direct_sales", 30, "internal", 10 }
    write("candidate", id, "样本应聘人" .. id:sub(2), "000-4" .. id:sub(2), branch.id, post, source, iso[END - int(0, 90)],
          weighted{ "secondary", 15, "college", 40, "bachelor", 38, "master", 7 }, int(0, 10),
          examined and int(45, 98) or "", examined and int(50, 96) or "", source == "direct_sales" and 50 + tonumber(id:sub(2)) * 37 % 49 or "",
          approved, approved == "true" and weighted{ "", 40, "true", 55, "false", 5 } or "")
  end
end

local HQ_ROLES <const> = {
  { "executive", "sales_vp" }, { "data_keeper", "market_supervision" }, { "data_keeper" }, { "finance" },
  { "general_manager", "province" }, { "market", "market_manager" },
}
local AREAS <const> = { "customer_file", "customer_contact", "trade", "credit", "service", "market_plan", "personnel", "regulation" }

local function write_role(id, role, from, to)
  write("role_assignment", key("role_assignment", "Z"), id, role, from, to or "")
end

local function write_access(branch)
  local hq = branch.kind == "hq"
  for seat = 1, hq and #HQ_ROLES or 2 do
    for _, role in ipairs(hq and HQ_ROLES[seat] or { seat == 1 and "market" or "data_keeper" }) do
      write_role(staff_id(branch, 0, seat), role, "2023-11-01")
    end
  end
  for _ = 1, 6 do
    local own = chance(80)
    write("access_request", key("access_request", "Q"), staff_id(branch, int(0, 1), 1), pick(AREAS),
          own and branch.id or pick(organisation.branches).id, iso[END - int(0, 60)], chance(75) and "样本用途" or "")
  end
end

local function write_person(branch, team, seat, last)
  local p = record.aside(organisation.person, branch, team, seat)
  local hq = branch.kind == "hq"
  p.id = staff_id(branch, team, seat)
  p.mentor = seat > 1 and staff_id(branch, team, 1)
  write_training(p)
  local service = hq and seat == 4 or not hq and seat > last - 2
  if service then
    write_ratings(p)
  end
  local function role(name)
    write_role(p.id, name, iso[p.joined], p.left and iso[p.left])
  end
  role(seat == 1 and "sales_manager" or service and "service_agent" or "sales_rep")
  if seat <= 2 then                                  -- who signs for the team, also what the other of them asked for
    role("account_manager")
  end
  if seat == 1 and team == 1 then
    role("department_manager")
  end
  if chance(10) then
    local raised = math.max(p.joined, END - int(0, 120))
    if not p.left then
      local status = raised < END - 5 and weighted{ "adopted", 45, "declined", 25, "open", 30 } or "open"
      write("suggestion", key("suggestion", "B"), branch.id, "staff", p.id, "", pick{ "process", "market", "cost", "service", "product" }, iso[raised],
            status, status == "open" and "" or iso[math.min(END, raised + int(3, 40))], status == "adopted" and chance(70) and yuan(int(0, 40) * 1000000) or "",
            "建议简化报销手续")
    end
  end
end

local function write_units(customers)
  for index, branch in ipairs(organisation.branches) do
    seed(42, index)
    write_market(branch, customers)
    write_candidates(branch)
    write_access(branch)
    for _ = 1, 2 + branch.teams * 3 do
      write("employee_survey", key("employee_survey", "E"), branch.id, iso[END - int(0, 330)], int(55, 98))
    end
    for _ = 1, 3 do                                  -- work on the unit's own equipment
      local asked = END - int(0, 200)
      write("service_order", key("service_order", "W"), branch.id, "", "", "", iso[asked], "true", yuan(int(0, 30) * 1000), yuan(int(2, 10) * 1000), "", iso[asked])
    end
    for team = 1, branch.teams do
      local seats = organisation.seats_of(branch, team)
      for seat = 1, seats do
        seed(43, (index * 1000 + team) * 100 + seat)
        write_person(branch, team, seat, seats)
      end
    end
    seed(44, index)
    write_advances(branch)
  end
end

return { write_units = write_units }
