-- What every generator of sample records needs: chance, the calendar, and sheets to write to.

-- Chance: a 64-bit linear congruential generator, started anew for every record.

local state = 0

local function seed(stream, index)
  state = stream * 0x2545F4914F6CDD1D + index * 0x61C8864680B583EB + 1
  for _ = 1, 3 do
    state = (state ~ (state >> 31)) * 0x5851F42D4C957F2D + 0x14057B7EF767814F
  end
end

local function int(low, high)
  state = state * 0x5851F42D4C957F2D + 0x14057B7EF767814F
  return low + (state >> 33) % (high - low + 1)
end

-- Runs another record's draws aside, then goes on where this record's stream stood.
local function aside(draw, ...)
  local keep = state
  local result = draw(...)
  state = keep
  return result
end

local function chance(percent)
  return int(1, 100) <= percent
end

local function pick(list)
  return list[int(1, #list)]
end

-- One value of { value, weight, value, weight, … }; the weights add up to 100.
local function weighted(list)
  local ball = int(1, 100)
  for at = 1, #list, 2 do
    ball = ball - list[at + 1]
    if ball <= 0 then
      return list[at]
    end
  end
end

-- The calendar: days are counted from 1960-01-01, months from 2023-11 (1) to 2025-11 (25).

local iso, day_of = {}, {}
local months = {}
local MONTHS <const> = 25

do
  local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
  local day = 0
  for year = 1960, 2045 do
    for month = 1, 12 do
      local length = (month == 2 and year % 4 == 0) and 29 or lengths[month]
      local index = (year - 2023) * 12 + month - 10
      if index >= 1 and index <= MONTHS then
        months[index] = { first = day, days = length, month = month }
      end
      for date = 1, length do
        iso[day] = ("%04d-%02d-%02d"):format(year, month, date)
        day_of[iso[day]] = day
        day = day + 1
      end
    end
  end
end

local END <const> = day_of["2025-11-30"]
local YEAR_AGO <const> = day_of["2024-11-30"]

local function month_of(day)
  local index = 1
  while index < MONTHS and months[index + 1].first <= day do
    index = index + 1
  end
  return index
end

local function clock(minutes)                       -- minutes since the first day, as a date-time
  return ("%s %02d:%02d:00"):format(iso[minutes // 1440], minutes // 60 % 24, minutes % 60)
end

local function yuan(fen)
  local sign = fen < 0 and "-" or ""
  fen = math.abs(fen)
  return ("%s%d.%02d"):format(sign, fen // 100, fen % 100)
end

-- Sheets: one open file an entity.

local sheets, order = {}, {}

local function fail(message)
  io.stderr:write("sample-data: ", message, "\n")
  os.exit(1)
end

local function write(name, ...)
  local sheet = sheets[name]
  local ok, why = sheet.file:write(table.concat({ ... }, ","), "\n")
  if not ok then
    fail(why)
  end
  sheet.rows = sheet.rows + 1
end

-- The number of rows so far makes the next key.
local function key(name, letter)
  return ("%s%08d"):format(letter, sheets[name].rows)
end

-- Opens a sheet for each line `entity: field field …` of the list and writes its header.
local function open_sheets(dir, list)
  for line in list:gmatch("[^\n]+") do
    local name, fields = line:match("(%S+): (.+)")
    if name then
      local file, why = io.open(dir .. "/" .. name .. ".csv", "wb")
      if not file then
        fail(why)
      end
      file:setvbuf("full", 1 << 16)
      sheets[name] = { file = file, rows = 0 }
      order[#order + 1] = name
      write(name, (fields:gsub(" ", ",")))
    end
  end
end

local function close_sheets(dir)
  local list, why = io.open(dir .. "/IMPORT", "wb")
  if not list then
    fail(why)
  end
  local ok = list:write(table.concat(order, "\n"), "\n") and list:close()
  for _, name in ipairs(order) do
    ok = sheets[name].file:close() and ok
  end
  if not ok then
    fail("cannot write to " .. dir)
  end
end

return {
  seed = seed, aside = aside, int = int, chance = chance, pick = pick, weighted = weighted,
  iso = iso, day_of = day_of, months = months, MONTHS = MONTHS, END = END, YEAR_AGO = YEAR_AGO,
  month_of = month_of, clock = clock, yuan = yuan,
  fail = fail, write = write, key = key, open = open_sheets, close = close_sheets,
}
