-- 工资: pieces at the rate of the rank, and what earlier months are made good for. The rank comes along.
return {
  title   = "工资",
  clause  = "W2",
  subject = "worker",
  period  = "month",
  needs   = { "rank", "made_good", pieces = "work.output.pieces", next_rank = "work.rank.rank?" },
  params  = { rate = "work.wage.rate" },
  gives   = { wage = "money", made_good = "money", total = "money", promoted = "bool" },

  decide = function(worker, param)
    local wage = worker.pieces * param.rate[worker.rank]
    return { wage = wage, made_good = worker.made_good, total = wage + worker.made_good, promoted = worker.next_rank ~= nil }
  end,
}
