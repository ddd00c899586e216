/*
subject: worker
gives:
  pieces: {type: int, title: 本期件数, default: 0}
*/
SELECT worker AS id, sum(count) AS pieces FROM piece WHERE made_on BETWEEN :period_start AND :period_end GROUP BY worker
