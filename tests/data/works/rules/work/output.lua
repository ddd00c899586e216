-- 产量: whether the month's pieces are enough.
return {
  title   = "产量",
  clause  = "W1",
  subject = "worker",
  period  = "month",
  needs   = { "pieces" },
  params  = { least = "work.rank.pieces" },
  gives   = { enough = "bool", pieces = "int" },

  decide = function(worker, param)
    if worker.pieces < 0 then
      stop("件数 {1} 不能为负", worker.pieces)
    end
    return { enough = worker.pieces >= param.least, pieces = worker.pieces }
  end,
}
