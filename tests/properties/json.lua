-- JSON into Lua tables. null is nil. Numbers keep their text, so that nothing is rounded before it is compared.
local M = {}

local function fail(text, at)
  error(("no JSON at %d: %s"):format(at, text:sub(at, at + 20)))
end

local value

local function text_at(s, at)
  local out = {}
  at = at + 1
  while true do
    local plain, stop = s:match('^([^"\\]*)()', at)
    out[#out + 1] = plain
    if s:sub(stop, stop) == '"' then
      return table.concat(out), stop + 1
    end
    out[#out + 1] = s:sub(stop, stop + 1)
    at = stop + 2
  end
end

local function list_at(s, at)
  local out, n = {}, 0
  at = s:match("^%s*()", at + 1)
  while s:sub(at, at) ~= "]" do
    n = n + 1
    out[n], at = value(s, at)
    at = s:match("^%s*,?%s*()", at)
  end
  return out, at + 1
end

local function map_at(s, at)
  local out = {}
  at = s:match("^%s*()", at + 1)
  while s:sub(at, at) ~= "}" do
    local key
    key, at = text_at(s, at)
    at = s:match("^%s*:%s*()", at)
    out[key], at = value(s, at)
    at = s:match("^%s*,?%s*()", at)
  end
  return out, at + 1
end

function value(s, at)
  local c = s:sub(at, at)
  if c == "{" then
    return map_at(s, at)
  elseif c == "[" then
    return list_at(s, at)
  elseif c == '"' then
    return text_at(s, at)
  end
  local word, stop = s:match("^([%w%.%+%-]+)()", at)
  if not word then
    fail(s, at)
  elseif word == "null" then
    return nil, stop
  elseif word == "true" or word == "false" then
    return word == "true", stop
  end
  return word, stop
end

function M.read(s)
  return (value(s, s:match("^%s*()")))
end

-- Written again with keys in order: equal text is an equal value.
function M.canonical(v)
  if type(v) ~= "table" then
    return tostring(v)
  end
  local keys, out = {}, {}
  for k in pairs(v) do
    keys[#keys + 1] = k
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, k in ipairs(keys) do
    out[#out + 1] = tostring(k) .. "=" .. M.canonical(v[k])
  end
  return "{" .. table.concat(out, ",") .. "}"
end

return M
