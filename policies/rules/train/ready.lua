-- 上岗资格: may somebody work alone yet, and attend the course for promotion?
local function after(levels, done)
  for i, level in ipairs(levels) do
    if level == done then
      return levels[i + 1]
    end
  end
  return levels[1]
end

return {
  title   = "培训与上岗资格",
  clause  = "D18 4.2, D18 4.3, D08 2.2",
  subject = "staff",
  period  = "month",
  when    = "employed",
  needs   = {
    "course_started?", "course_days?", "course_passed?", "mentored_from?", "promotion_courses", "promotion_level?",
    "qualified_next", "as_of",
    recent = { history = { "assess.hq.grade", "assess.region.grade" }, last = 1 },
  },
  params  = {
    course_days      = "train.ready.course_days",
    mentoring_months = "train.ready.mentoring_months",
    levels           = "train.ready.levels",
    promotion_a_year = "train.ready.promotion_a_year",
  },
  gives   = {
    status     = { "training_status", title = "上岗情况" },
    ready_on   = { "date?", title = "可独立工作日期" },
    promotion  = { "bool", title = "可参加激励晋升培训" },
    next_level = { "training_level?", title = "下一级课程" },
  },

  decide = function(person, param)
    if person.course_started == nil then
      because("D08 2.2", "未经统一培训，不得上岗")
      return { status = "untrained", promotion = false }
    end
    if person.course_days == nil then
      because("D18 4.2", "{1} 起参加岗前培训，尚未结束", person.course_started)
      return { status = "in_course", promotion = false }
    end
    if person.course_days < param.course_days.min then
      because("D18 4.2", "岗前培训只有 {1} 天，不足 {2} 天，须重新培训", person.course_days, param.course_days.min)
      return { status = "untrained", promotion = false }
    end
    if not person.course_passed then
      because("D18 4.2", "岗前考试未通过，不得上岗")
      return { status = "retake", promotion = false }
    end
    if person.course_days > param.course_days.max then
      because("D18 4.2", "岗前培训 {1} 天，超过规定的 {2} 天", person.course_days, param.course_days.max)
    end
    if person.mentored_from == nil then
      because("D18 4.2", "考试合格，应安排老员工一对一带教 {1} 个月", param.mentoring_months)
      return { status = "beside", promotion = false }
    end
    local ready_on = date.add_months(person.mentored_from, param.mentoring_months)
    if date.days(person.as_of, ready_on) > 0 then
      because("D18 4.2", "跟随老员工现场工作，{1} 满 {2} 个月", ready_on, param.mentoring_months)
      return { status = "beside", ready_on = ready_on, promotion = false }
    end

    because("D18 4.2", "岗前培训和带教已完成，可独立工作")
    local next_level = after(param.levels, person.promotion_level)
    local promotion = false
    if next_level == nil then
      because("D18 4.3", "晋升课程已全部完成")
    elseif not person.qualified_next and person.recent[1] ~= "A" then
      because("D18 4.2", "激励晋升培训面向优秀或拟晋升的员工")
    elseif person.promotion_courses >= param.promotion_a_year then
      because("D18 4.2", "本年已参加 {1} 次激励晋升培训", person.promotion_courses)
    else
      because("D18 4.2", person.qualified_next and "拟晋升，可参加激励晋升培训" or "最近一次考核为 A，可参加激励晋升培训")
      promotion = true
    end
    return { status = "ready", ready_on = ready_on, promotion = promotion, next_level = next_level }
  end,
}
