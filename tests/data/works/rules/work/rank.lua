-- 工级: two months in a row with enough pieces make a senior.
local months = 2 -- fixed: two in a row are the rule itself

return {
  title   = "工级",
  clause  = "W1",
  subject = "worker",
  period  = "month",
  needs   = { "rank", recent = { history = { "work.output.enough" }, last = months, since = "rank_since" } },
  gives   = { rank = "rank?" },
  sets    = { rank = "rank" },
  moved   = "rank_since",

  decide = function(worker)
    local recent = worker.recent
    if worker.rank == "junior" and #recent == months and recent[1] and recent[2] then
      because("W1", "连续两月达到件数")
      return { rank = "senior" }
    end
    return { rank = nil }
  end,
}
