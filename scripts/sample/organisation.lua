-- The organisation: units, teams, people and what is on record about them. Where somebody sits says everything about
-- them, so a customer's salesperson is found without a list of staff.

local record = require("record")
local seed, int, chance, pick, weighted = record.seed, record.int, record.chance, record.pick, record.weighted
local iso, months, MONTHS = record.iso, record.months, record.MONTHS
local month_of, yuan, write, key = record.month_of, record.yuan, record.write, record.key

local CHANNELS <const> = { "international_parts", "international_supplies", "regional_electrical", "regional_specialty",
                           "regional_volume", "regional_diy", "other" }

local branches = {
  { id = "hq",        name = "总部", kind = "hq",     region = "south",   phase = "harvest",     teams = 3, growth = 10000 },
  { id = "shenzhen",  name = "深圳", kind = "region", region = "south",   phase = "harvest",     teams = 3, growth = 2000, car = true },
  { id = "guangzhou", name = "广州", kind = "region", region = "south",   phase = "harvest",     teams = 2, growth = 2500 },
  { id = "dongguan",  name = "东莞", kind = "region", region = "south",   phase = "cultivation", teams = 1, growth = 4000, car = true },
  { id = "foshan",    name = "佛山", kind = "region", region = "south",   phase = "cultivation", teams = 1, growth = 4000 },
  { id = "xiamen",    name = "厦门", kind = "region", region = "east",    phase = "cultivation", teams = 1, growth = 4000, car = true },
  { id = "shanghai",  name = "上海", kind = "region", region = "east",    phase = "harvest",     teams = 2, growth = 4000 },
  { id = "wuhan",     name = "武汉", kind = "region", region = "central", phase = "cultivation", teams = 1, growth = 4000, car = true },
  { id = "chengdu",   name = "成都", kind = "region", region = "west",    phase = "cultivation", teams = 1, growth = 4000 },
}

local HQ_POSTS <const> = { "team_manager", "marketing_manager", "product_manager", "service_manager", "marketing_manager" }
local POST_TITLES <const> = {
  team_manager = "团队经理", group_leader = "团队组长", marketing_manager = "营销经理", product_manager = "产品经理",
  service_manager = "服务经理", account_manager = "客户经理",
}
local SYLLABLES <const> = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" }

-- Most teams are as the regulation lays them out; every fifth is short of people.
local function seats_of(branch, team)
  if branch.kind == "hq" then
    return team % 5 == 3 and 3 or 4 + team % 2
  end
  return team % 5 == 4 and 7 or 8 + team % 2
end

local function staff_id(branch, team, seat)
  return ("E%02d%03d%02d"):format(branch.index, team, seat)
end

local function post_of(branch, team, seat)
  if branch.kind == "hq" then
    return HQ_POSTS[seat]
  elseif seat == 1 then
    return "group_leader"
  end
  return seat > seats_of(branch, team) - 2 and "service_manager" or "account_manager"
end

-- Who sits there: how they do (path), when they came, their grade. The same seat is always the same person.
local function person(branch, team, seat)
  seed(2, (branch.index * 1000 + team) * 100 + seat)
  local hq, p = branch.kind == "hq", { seat = seat }
  p.path = seat == 1 and weighted{ "steady", 60, "rising", 40 }
    or weighted{ "steady", 42, "rising", 22, "falling", 16, "ending", 8, "new", 12 }
  p.origin = weighted{ "new_hire", 60, "transfer", 20, "direct_sales", 20 }

  p.from = p.path == "new" and int(22, 25) or seat == 1 and int(1, 3) or int(1, 14)
  p.joined = months[p.from].first
  if chance(25) and p.from < MONTHS then
    p.joined = p.joined + int(1, 19)
    p.from = p.from + 1                              -- assessed from the first whole month
  end
  if p.origin == "new_hire" then
    p.trial_until = p.joined + 91
  end
  p.to = MONTHS
  if (p.path == "steady" or p.path == "ending") and seat > 1 and chance(9) then
    p.to = int(math.min(p.from + 5, MONTHS - 1), MONTHS - 1)
    p.left = months[p.to].first + months[p.to].days - 1
  end

  local senior = hq and { "marketing_advisor", "senior_marketing_advisor" } or { "senior_marketing_manager" }
  if p.path == "new" or p.path == "ending" then
    p.grade, p.step = "marketing_manager", "A"
  elseif p.path == "falling" then
    p.grade, p.step = chance(50) and senior[1] or "marketing_manager", pick{ "A", "B", "C" }
  else
    p.grade = weighted{ "marketing_manager", 55, senior[1], 30, senior[#senior], 15 }
    p.step = weighted{ "A", 35, "B", 30, "C", 35 }
  end
  p.qualified = p.path ~= "ending" and chance(55)
  p.since = p.joined
  if p.path ~= "new" and chance(70) then
    local moved = hq and pick{ 15, 18 } or int(17, 22)
    p.since = math.max(p.joined, months[moved].first)
  end
  return p
end

local function write_person(branch, team, seat)
  local p = person(branch, team, seat)
  local id, team_id = staff_id(branch, team, seat), ("T%02d%03d"):format(branch.index, team)
  local post = post_of(branch, team, seat)
  local series = post == "product_manager" and "product" or post == "service_manager" and "service" or "marketing"
  p.id = id

  write("staff", id, ("样本员工%s%s"):format(SYLLABLES[(seat - 1) % 10 + 1], id:sub(2)), branch.id, team_id, POST_TITLES[post],
        "000-1" .. id:sub(2), series, p.grade, p.step, iso[p.since], tostring(p.qualified), p.origin, iso[p.joined],
        p.trial_until and iso[p.trial_until] or "", p.left and iso[p.left] or "",
        p.origin == "transfer" and yuan(int(45, 120) * 10000) or "")

  if post == "group_leader" and p.from <= 10 and chance(40) then      -- led the group after a time as account manager
    local moved = months[p.from + 5].first
    write("post_record", key("post_record", "P"), id, team_id, "account_manager", iso[p.joined], iso[moved - 1])
    write("post_record", key("post_record", "P"), id, team_id, post, iso[moved], "")
  else
    write("post_record", key("post_record", "P"), id, team_id, post, iso[p.joined], p.left and iso[p.left] or "")
  end
  return p
end

local function score(mean)                           -- 0 to 100 with one decimal
  local tenths = math.max(0, math.min(1000, mean * 10 + int(-60, 60)))
  return ("%d.%d"):format(tenths // 10, tenths % 10)
end

-- Quarters: the whole ones of the record. A team has its own level, a person's path moves within it.
local function write_hq_history(p, team)
  local level = ({ 86, 72, 54 })[(team - 1) % 3 + 1]
  for month = 3, 21, 3 do
    if months[month].first >= p.joined and month + 2 <= p.to then
      local late = month >= 15
      local lift = ({ steady = 0, rising = late and 12 or 2, falling = late and -14 or 6, ending = -18, new = -4 })[p.path]
      write("hq_assessment", key("hq_assessment", "Q"), p.id, iso[months[month].first],
            score(level + lift), score(level + lift + int(-4, 4)), score(math.min(96, level + lift + 8)))
    end
  end
end

local ACCOUNTS <const> = {                           -- accounts a month, before and after the turn of somebody's path
  steady  = { 24, 33, 24, 33 },
  rising  = { 25, 33, 36, 46 },
  falling = { 30, 38, 6, 17 },
  ending  = { 16, 24, 4, 15 },
  new     = { 13, 26, 13, 26 },
}

local function write_region_history(p)
  local range = ACCOUNTS[p.path]
  for month = p.from, p.to do
    local first, turn = months[month].first, month >= 20 and 2 or 0
    local trial = p.trial_until and p.trial_until >= first
    local halves = trial and int(24, 54) or int(p.path == "rising" and 15 or 9, 20)
    write("region_assessment", key("region_assessment", "A"), p.id, iso[first], ("%d.%d"):format(halves // 2, halves % 2 * 5))

    local left = int(range[1 + turn], range[2 + turn])
    if trial and p.path ~= "new" then
      left = left * 2 // 3
    end
    while left > 0 do
      local accounts = math.min(left, int(5, 16))
      write("account_opening", key("account_opening", "U"), p.id, iso[first + int(0, months[month].days - 1)], accounts)
      left = left - accounts
    end
  end
end

local EVENTS <const> = {                             -- kind, category, amount in yuan, what happened
  { "penalty", "careless_loss", 100, "任务通知单漏项造成返工" },
  { "penalty", "broken_promise", 300, "承诺的交期未能兑现" },
  { "penalty", "rule_breach", 200, "未按规定填写拜访记录" },
  { "penalty", "data_leak", 2000, "将客户名单发到外部邮箱" },
  { "reward", "outstanding", 500, "当季业绩突出" },
  { "reward", "satisfaction", 300, "客户来信表扬" },
  { "reward", "suggestion", 200, "改进建议获采纳" },
}

local function write_pay_history(p)
  for month = month_of(p.joined), p.to do
    local first = months[month].first
    write("contribution", key("contribution", "B"), p.id, iso[first],
          int(p.path == "rising" and 60 or 30, p.path == "falling" and 60 or 95))
    if chance(3) then
      local event = pick(EVENTS)
      local happened = math.max(first, p.joined) + int(0, 8)
      local status = month == MONTHS and "open" or weighted{ "confirmed", 90, "withdrawn", 10 }
      write("discipline_event", key("discipline_event", "D"), p.id, event[1], event[2], iso[happened],
            event[2] == "careless_loss" and yuan(int(5, 80) * 10000) or "", status,
            status == "confirmed" and iso[happened + int(1, 8)] or "", yuan(event[3] * 100), event[4])
    end
  end
end

local function write_organisation(customers)
  for index, branch in ipairs(branches) do
    branch.index = index
    branch.teams = branch.teams + customers // branch.growth
    local heads = 0
    for team = 1, branch.teams do
      heads = heads + seats_of(branch, team)
    end
    seed(1, index)
    local wanted, hq = math.max(1, heads + int(-2, 2)), branch.kind == "hq"
    write("branch", branch.id, branch.name, ("样本集团%s%s"):format(branch.name, hq and "" or "分公司"), branch.kind, branch.region, branch.phase, hq and yuan(wanted * 80000000) or "", hq and "" or wanted * 40, tostring(branch.car == true))
    for _, channel in ipairs(CHANNELS) do
      write("branch_channel", branch.id .. "-" .. channel, branch.id, channel)
    end
    for month = 1, MONTHS do
      write("department_result", key("department_result", "F"), branch.id, iso[months[month].first], ("%.2f"):format(int(85, 118) / 100))
    end
    for seat, position in ipairs(hq and { "销售副总经理", "市场监管部经理", "销售内勤", "外贸经理", "集团总经理", "市场部经理" } or { "市场监管专员", "销售内勤" }) do
      local id = staff_id(branch, 0, seat)
      write("staff", id, ("样本员工%s%s"):format(SYLLABLES[seat], id:sub(2)), branch.id, "", position, "000-1" .. id:sub(2),
            "", "", "", "", "false", "", iso[months[1].first - int(100, 900)], "", "", "")
    end
    for team = 1, branch.teams do
      write("team", ("T%02d%03d"):format(index, team), ("%s精英%d队"):format(branch.name, team), branch.id)
      for seat = 1, seats_of(branch, team) do
        local p = write_person(branch, team, seat)
        if hq then
          write_hq_history(p, team)
        else
          write_region_history(p)
        end
        write_pay_history(p)
      end
    end
  end
end

return {
  branches = branches, CHANNELS = CHANNELS, SYLLABLES = SYLLABLES, seats_of = seats_of, staff_id = staff_id, person = person,
  write = write_organisation,
}
