-- 岗位补贴与车贴: the team manager's allowance, and car money where the company provides no car.
return {
  title   = "岗位补贴与车贴",
  clause  = "D18 5.2.4, 5.4.2",
  subject = "staff",
  period  = "month",
  when    = "in_service",
  branch  = true,
  needs   = { "scheme", "team_manager", "car_provided", "team_size", "team_rank" },
  params  = {
    manager  = "pay.allowance.manager",
    car_team = "pay.allowance.car_team",
    car_head = "pay.allowance.car_head",
  },
  gives   = { allowance = { "money", title = "补贴" } },

  decide = function(person, param)
    if person.team_rank < 1 or person.team_rank > person.team_size then
      stop("团队 {1} 人中没有第 {2} 位", person.team_size, person.team_rank)
    end

    local car = 0
    if person.car_provided then
      because("D18 5.4.2", "公司保证用车，没有车贴")
    elseif person.scheme == "region" then
      car = param.car_head
      because("D18 5.4.2", "区域团队车贴每人 {1:money}", car)
    else
      local equal = {}
      for i = 1, person.team_size do
        equal[i] = 1
      end
      car = money.share(param.car_team, equal)[person.team_rank]
      because("D18 5.4.2", "本部团队车贴 {1:money} 由 {2} 人均分，本人 {3:money}", param.car_team, person.team_size, car)
    end

    local post = 0
    if person.team_manager then
      post = param.manager
      because("D18 5.2.4", "担任团队经理或组长，职务补贴 {1:money}", post)
    end
    return { allowance = car + post }
  end,
}
