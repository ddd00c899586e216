/*
title: 计件台账
columns:
  made_on: {type: date, title: 完工日}
  worker:  {type: text, title: 工人}
  rank:    {type: text, title: 工级}
  count:   {type: int, title: 件数, total: sum}
*/
SELECT p.made_on AS made_on, w.name AS worker, w.rank AS rank, p.count AS count
FROM piece p JOIN worker w ON w.id = p.worker WHERE p.made_on BETWEEN :period_start AND :period_end ORDER BY p.made_on, p.id
