-- A random pack and a random population: entities, facts, parameters with dates and branches, chained policies, a set
-- policy, a monthly one with a history. Everything follows from the seed.

local M = {}

local function chooser(seed)
  local state = seed * 2654435761 % 2147483647 + 1
  local function roll(n) -- 1 … n
    state = state * 48271 % 2147483647
    return state % n + 1
  end
  return roll
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local BRANCHES = { "east", "north", "south", "west" }
local KINDS = { "big", "middle", "small" }
local CLASSES = { "A", "B", "C" }

-- ---- what is decided ----

-- A condition on one input, with a parameter where that is a number.
local function condition(roll)
  local which = roll(6)
  if which == 1 then
    return "thing.total >= param.limit"
  elseif which == 2 then
    return "thing.times > param.count"
  elseif which == 3 then
    return ("thing.kind == %q"):format(KINDS[roll(#KINDS)])
  elseif which == 4 then
    return "thing.flag == true"
  elseif which == 5 then
    return "thing.score ~= nil and thing.score < param.score"
  end
  return ("thing.total > param.levels.%s"):format(roll(2) == 1 and "low" or "high")
end

local function policy_text(id, needs, uses, gives, body)
  local params = {}
  for _, name in ipairs({ "count", "levels", "limit", "rate", "score" }) do
    if uses[name] then
      params[#params + 1] = ("%s = \"try.%s\""):format(name, name)
    end
  end
  return ([[
-- %s: made up.
return {
  title   = "%s",
  clause  = "P 1",
  subject = "thing",%s
  needs   = { %s },
%s  gives   = { %s },

%s
}
]]):format(id, id, body.head or "", table.concat(needs, ", "),
    #params > 0 and ("  params  = { %s },\n"):format(table.concat(params, ", ")) or "", gives, body.decide)
end

-- Only the needs that the text speaks of: an unused one is a finding.
local function used(names, text)
  local list = {}
  for _, name in ipairs(names) do
    if text:find("thing%." .. name:match("^[%w_]+") .. "%f[^%w_]") then
      list[#list + 1] = name:find("=") and name or ("%q"):format(name)
    end
  end
  return list
end

local INPUTS = { "total", "times", "kind", "flag", "score?" }

local function class_policy(roll)
  local tests = {}
  for i = 1, 2 do
    local a, b = condition(roll), condition(roll)
    tests[i] = roll(2) == 1 and a or ("%s %s %s"):format(a, roll(2) == 1 and "and" or "or", b)
  end
  local decide = ([[
  decide = function(thing, param)
    local class = "C"
    if %s then
      class = "A"
    elseif %s then
      class = "B"
    end
    because("P 1", "it is {1}", class)
    return { class = class }
  end,]]):format(tests[1], tests[2])
  local uses = {}
  for name in decide:gmatch("param%.(%w+)") do
    uses[name] = true
  end
  if not next(uses) then
    decide = decide:gsub("thing, param", "thing")
  end
  return policy_text("try.class", used(INPUTS, decide), uses, "class = { \"A\", \"B\", \"C\" }", { decide = decide })
end

local function amount_policy(roll)
  local steps = roll(3)
  local decide = ([[
  decide = function(thing, param)
    local amount = money.times(thing.total, param.rate)
    if thing.class == "%s" then
      amount = amount * %d
    end
    if amount > param.limit then
      because("P 1", "capped at {1:money}", param.limit)
      amount = param.limit
    end
    return { amount = amount, large = amount > param.levels.low }
  end,]]):format(CLASSES[roll(3)], steps)
  return policy_text("try.amount", { '"total"', 'class = "try.class.class"' }, { rate = true, limit = true, levels = true },
    'amount = "money", large = "bool"', { decide = decide })
end

-- The branch's best: a set policy.
local RANK = [[
  decide = function(things)
    local order = {}
    for i = 1, #things do
      order[i] = i
    end
    table.sort(order, function(a, b) return things[a].amount > things[b].amount end)
    local outcomes = {}
    for rank, i in ipairs(order) do
      outcomes[i] = { rank = rank }
    end
    return outcomes
  end,]]

-- A month's grade by the class, and what it has been before.
local STREAK = [[
  decide = function(thing)
    local run = 0
    for _, class in ipairs(thing.recent) do
      run = class == "A" and run + 1 or 0
    end
    return { grade = thing.class, streak = run }
  end,]]

-- ---- files ----

local MODEL = [[
entities:
  branch:
    title: branch
    fields:
      id: {type: text, title: id}
  thing:
    title: thing
    branch: branch
    fields:
      id:     {type: text, title: id}
      branch: {type: ref, entity: branch, title: branch, required: true}
      kind:   {type: enum, enum: kind, title: kind, required: true}
      flag:   {type: bool, title: flag, required: true}
      score:  {type: number, title: score}
  event:
    title: event
    fields:
      id:     {type: int, title: id}
      thing:  {type: ref, entity: thing, title: thing, required: true}
      on:     {type: date, title: day, required: true}
      amount: {type: money, title: amount, required: true}
enums:
  kind:
    title: kind
    values: {big: big, middle: middle, small: small}
]]

local FACT = [[
/*
subject: thing
gives:
  total: {type: money, title: total, default: 0}
  times: {type: int, title: times, default: 0}
*/
SELECT thing AS id, sum(amount) AS total, count(*) AS times
FROM event
WHERE "on" > months_before(:as_of, 12) AND "on" <= :as_of
GROUP BY thing
]]

local function params(roll)
  return ([[
try.limit:
  title: limit
  type: money
  values: {2024-01-01: %d, 2026-06-01: %d}
  min: 0
  branch: true
try.count:
  title: count
  type: int
  value: %d
  min: 0
try.score:
  title: score
  type: number
  value: %.1f
try.levels:
  title: levels
  type: {low: money, high: money}
  value: {low: %d, high: %d}
  order: ascending
  branch: true
try.rate:
  title: rate
  type: rate
  value: %d%%
  branch: {min: 0, max: 1}
]]):format(200 + roll(2000), 100 + roll(900), roll(12), roll(80), 100 + roll(400), 700 + roll(2000), roll(90))
end

local function population(roll, dir, size)
  local things, events = { "id,branch,kind,flag,score" }, { "id,thing,on,amount" }
  local n = 0
  for i = 1, size do
    local id = ("T%04d"):format(i)
    things[#things + 1] = ("%s,%s,%s,%s,%s"):format(id, BRANCHES[roll(4)], KINDS[roll(3)], roll(2) == 1 and "true" or "false",
      roll(5) == 1 and "" or tostring(roll(1000) / 10))
    for _ = 1, roll(16) - 1 do
      n = n + 1
      events[#events + 1] = ("%d,%s,%d-%02d-%02d,%d.%02d"):format(n, id, 2024 + roll(2), roll(12), roll(28), roll(400) - 40,
        roll(100) - 1)
    end
  end
  local branches = { "id" }
  table.move(BRANCHES, 1, #BRANCHES, 2, branches)
  write(dir .. "/branch.csv", table.concat(branches, "\n") .. "\n")
  write(dir .. "/thing.csv", table.concat(things, "\n") .. "\n")
  write(dir .. "/event.csv", table.concat(events, "\n") .. "\n")
end

-- The pack in DIR/policies, the records in DIR/*.csv.
function M.make(seed, dir, size)
  local roll = chooser(seed)
  local pack = dir .. "/policies"
  assert(os.execute(("mkdir -p %s/model %s/facts %s/params %s/rules/try %s/branches/east"):format(pack, pack, pack, pack, pack)))
  write(pack .. "/pack.yaml", "name: try\nversion: 0.0.1\ntitle: try\n")
  write(pack .. "/model/try.yaml", MODEL)
  write(pack .. "/facts/total.sql", FACT)
  write(pack .. "/params/try.yaml", params(roll))
  write(pack .. "/branches/east/params.yaml", ("try.rate:\n  value: %d%%\n"):format(roll(50)))
  write(pack .. "/rules/try/class.lua", class_policy(roll))
  write(pack .. "/rules/try/amount.lua", amount_policy(roll))
  write(pack .. "/rules/try/rank.lua", policy_text("try.rank", { 'amount = "try.amount.amount"' }, {}, 'rank = "int"',
    { head = '\n  over    = "branch",', decide = RANK }))
  write(pack .. "/rules/try/streak.lua", policy_text("try.streak",
    { 'class = "try.class.class"', 'recent = { history = { "try.streak.grade" }, last = 3 }' }, {},
    'grade = { "A", "B", "C" }, streak = "int"', { head = '\n  period  = "month",', decide = STREAK }))
  population(roll, dir, size)
end

return M
