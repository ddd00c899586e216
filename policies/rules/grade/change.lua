-- 职级变动: what the results since the last move do to grade and step.

-- How many of the last `window` results are `wanted`.
local function among_last(results, window, wanted)
  local count = 0
  for i = math.max(1, #results - window + 1), #results do
    if results[i] == wanted then
      count = count + 1
    end
  end
  return count
end

-- Which of A and C came last.
local function latest_extreme(results)
  for i = #results, 1, -1 do
    if results[i] ~= "B" then
      return results[i]
    end
  end
end

return {
  title   = "职级变动",
  clause  = "D18 5.3, 6a.4, 6b.4",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  needs   = {
    "scheme", "grade", "step", "qualified_next",
    recent = { history = { "assess.hq.grade", "assess.region.grade" }, last = 6, since = "grade_since" },
  },
  params  = {
    hq        = "grade.change.ladder.hq",
    region    = "grade.change.ladder.region",
    steps     = "grade.change.steps",
    streak    = "grade.change.streak",
    scattered = "grade.change.scattered",
  },
  gives   = {
    change        = { "grade_move", title = "职级变动" },
    new_grade     = { "elite_grade?", title = "变动后职等" },
    new_step      = { "text?", title = "变动后薪级" },
    review_needed = { "bool", title = "须人工审议" },
  },
  sets    = { grade = "new_grade", step = "new_step" },
  moved   = "grade_since",
  note    = "新职级自次月一日起；解除合同时没有新职级。晋级与降级同时成立时，以较近的结果为准",

  decide = function(person, param)
    local region = person.scheme == "region"
    local clause = region and "D18 6b.4" or "D18 6a.4"
    local ladder = region and param.region or param.hq
    local streak = param.streak[person.scheme]
    local grade = table.find(ladder, person.grade)
    local step = table.find(param.steps, person.step)
    if grade == nil then
      stop("职等 {1} 不在{2}职等阶梯上", person.grade, region and "区域" or "本部")
    end

    if step == nil then
      stop("没有薪级 {1}", person.step)
    end

    local function earned(wanted)
      return among_last(person.recent, streak, wanted) >= streak
        or region and among_last(person.recent, param.scattered.months, wanted) >= param.scattered.results
    end
    local function same(review)
      return { change = "none", new_grade = person.grade, new_step = person.step, review_needed = review }
    end
    local function move(change, to_grade, to_step)
      return { change = change, new_grade = ladder[to_grade], new_step = param.steps[to_step], review_needed = false }
    end

    local up, down = earned("A"), earned("C")
    if up and down then
      up = latest_extreme(person.recent) == "A"
      down = not up
    end

    if up then
      because(clause, "最近的考核结果 {1} 达到晋级条件", table.concat(person.recent, "、"))
      if step < #param.steps then
        because(clause, "薪级上调一级")
        return move("up", grade, step + 1)
      end
      if grade == #ladder then
        because("D18 5.3", "已是最高职等的最高薪级，不再上调")
        return same(false)
      end
      if not person.qualified_next then
        because("D18 5.3", "已是本职等最高薪级，须先通过上一职等资格审查")
        return same(true)
      end
      because("D18 5.3", "通过上一职等资格审查，晋升到上一职等的最低薪级")
      return move("up", grade + 1, 1)
    end

    if down then
      because(clause, "最近的考核结果 {1} 达到降级条件", table.concat(person.recent, "、"))
      if step > 1 then
        because(clause, "薪级下调一级")
        return move("down", grade, step - 1)
      end
      if grade > 1 then
        because("D18 5.3", "已是本职等最低薪级，降到下一职等的最高薪级")
        return move("down", grade - 1, #param.steps)
      end
      if region then
        because(clause, "已是最低一级，按规定解除劳动合同")
        return { change = "end", review_needed = false }
      end
      because(clause, "已是最低一级，由部门审议去留")
      return same(true)
    end

    because(clause, "自上次变动以来的考核结果未达到晋级或降级条件，职级不变")
    return same(false)
  end,
}
