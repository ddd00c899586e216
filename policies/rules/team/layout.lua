-- 精英团队配置: which posts of a team are missing or held too often.
return {
  title   = "精英团队配置",
  clause  = "D18 2(2)",
  subject = "team",
  needs   = {
    scheme = "branch.kind",
    "heads", "team_managers", "group_leaders", "marketing_managers", "product_managers", "service_managers",
  },
  params  = { hq = "team.layout.hq", region = "team.layout.region" },
  gives   = {
    status  = "layout_status",
    missing = { "list", title = "缺少" },
    extra   = { "list", title = "超出" },
  },

  decide = function(team, param)
    local clause, posts
    if team.scheme == "hq" then
      clause = "D18 2(2)1"
      posts = {
        { title = "团队经理", held = team.team_managers,      allowed = param.hq.team_manager },
        { title = "营销经理", held = team.marketing_managers, allowed = param.hq.marketing_manager },
        { title = "产品经理", held = team.product_managers,   allowed = param.hq.product_manager },
        { title = "服务经理", held = team.service_managers,   allowed = param.hq.service_manager },
      }
    else
      clause = "D18 2(2)2"
      posts = {
        { title = "团队组长", held = team.group_leaders, allowed = param.region.group_leader },
        { title = "小组成员", held = team.heads,         allowed = param.region.heads },
      }
    end

    local missing, extra = {}, {}
    for _, post in ipairs(posts) do
      if post.held < post.allowed.min then
        table.insert(missing, post.title)
        because(clause, "{1}现有 {2} 人，至少应有 {3} 人", post.title, post.held, post.allowed.min)
      elseif post.held > post.allowed.max then
        table.insert(extra, post.title)
        because(clause, "{1}现有 {2} 人，至多可有 {3} 人", post.title, post.held, post.allowed.max)
      end
    end

    local status = "complete"
    if #missing > 0 and #extra > 0 then
      status = "mixed"
    elseif #missing > 0 then
      status = "short"
    elseif #extra > 0 then
      status = "over"
    else
      because(clause, "各岗位人数符合配置")
    end
    return { status = status, missing = missing, extra = extra }
  end,
}
