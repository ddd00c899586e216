-- 门店内排名: who spent most in a branch; equal amounts by number.
return {
  title   = "门店内排名",
  clause  = "S1 3",
  subject = "member",
  over    = "branch",
  needs   = { "spent_12m" },
  gives   = { rank = { "int", title = "名次" } },

  decide = function(members)
    local order = {}
    for i = 1, #members do
      order[i] = i
    end
    table.sort(order, function(a, b) return members[a].spent_12m > members[b].spent_12m end)
    local outcomes = {}
    for rank, i in ipairs(order) do
      outcomes[i] = { rank = rank }
    end
    return outcomes
  end,
}
