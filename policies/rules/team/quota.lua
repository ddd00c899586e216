-- 精英团队编制: how many heads the targets of a unit justify.
return {
  title   = "精英团队编制",
  clause  = "D18 2(2), 2(4)",
  subject = "branch",
  when    = "has_team",
  needs   = { scheme = "kind", target = "revenue_target?", "accounts_target?", "heads" },
  params  = { revenue_per_head = "team.quota.revenue_per_head", accounts_per_head = "team.quota.accounts_per_head" },
  gives   = {
    quota      = { "int", title = "核定人数" },
    difference = { "int", title = "在职人数减核定人数" },
  },

  decide = function(unit, param)
    local quota
    if unit.scheme == "hq" then
      if unit.target == nil then
        stop("总部单位没有年度收入目标，无法核定人数")
      end
      quota = unit.target // param.revenue_per_head
      because("D18 2(4)A", "年度收入目标 {1:money}，人均创收 {2:money}，核定 {3} 人", unit.target, param.revenue_per_head, quota)
    else
      if unit.accounts_target == nil then
        stop("区域单位没有月度发展用户目标，无法核定人数")
      end
      quota = -(-unit.accounts_target // param.accounts_per_head)      -- rounded up
      because("D18 2(4)B", "每月发展 {1} 户，每人每月 {2} 户，核定 {3} 人", unit.accounts_target, param.accounts_per_head, quota)
    end

    local difference = unit.heads - quota
    if difference > 0 then
      because("D18 2(4)", "在职 {1} 人，超编 {2} 人", unit.heads, difference)
    elseif difference < 0 then
      because("D18 2(4)", "在职 {1} 人，缺编 {2} 人", unit.heads, -difference)
    else
      because("D18 2(4)", "在职 {1} 人，与编制相符", unit.heads)
    end
    return { quota = quota, difference = difference }
  end,
}
