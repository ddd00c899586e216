-- 处罚: what a breach costs, and when a fine is not enough.
local clauses = "D09 1.5, D06 8, D10 5.3, D11 6.3"

return {
  title   = "违规处罚",
  clause  = clauses,
  subject = "discipline_event",
  when    = "is_penalty",
  needs   = { "category", "earlier", "loss?" },
  params  = {
    careless     = "discipline.penalty.careless",
    fines        = "discipline.penalty.fines",
    max_times    = "discipline.penalty.max_times",
    serious_loss = "discipline.penalty.serious_loss",
  },
  gives   = {
    measure = { "penalty_measure", title = "处罚方式" },
    amount  = { "money", title = "罚款" },
    review  = { "bool", title = "提请审议劳动关系" },
  },

  decide = function(event, param)
    local category = event.category
    if category == "careless_loss" then
      because("D09 1.5", "马虎失职造成损失，每次罚款 {1:money}", param.careless)
      if event.loss ~= nil and event.loss >= param.serious_loss then
        because("D06 8", "损失 {1:money}，达到 {2:money}，从严处理", event.loss, param.serious_loss)
        return { measure = "serious", amount = param.careless, review = true }
      end
      return { measure = "fine", amount = param.careless, review = false }
    end
    if category == "data_leak" then
      because("D10 5.3", "泄露客户信息，严肃处理，罚款 {1:money}", param.fines.data_leak)
      return { measure = "serious", amount = param.fines.data_leak, review = true }
    end

    local clause = category == "broken_promise" and "D06 6, D06 8" or "D06 8, D11 6.3"
    local fine = param.fines[category]
    if fine == 0 then
      because(clause, "批评教育")
      return { measure = "criticism", amount = 0, review = false }
    end
    local times = math.min(event.earlier + 1, param.max_times)
    if event.earlier > 0 then
      because(clause, "十二个月内第 {1} 次，按 {2} 倍罚款", event.earlier + 1, times)
    end
    because(clause, "批评教育并罚款 {1:money}", fine * times)
    return { measure = "fine", amount = fine * times, review = false }
  end,
}
