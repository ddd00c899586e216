-- 招聘录用: does a candidate qualify for the post, at which grade and step, and what comes next?
return {
  title   = "招聘录用与首次定级",
  clause  = "D18 2(3), 2(5), 3.1, 3.2",
  subject = "candidate",
  needs   = {
    "post", "source", "education", "experience_years", "exam_score?", "interview_score?", "approved?", "medical_ok?",
    scheme     = "branch.kind",
    difference = "branch.team.quota.difference?",
  },
  params  = { trial_months = "hire.qualify.trial_months", contract_months = "hire.qualify.contract_months" },
  tables  = { standard = "hire_standard" },
  gives   = {
    verdict         = { "hire_verdict", title = "录用结论" },
    post            = { "elite_post?", title = "岗位" },
    grade           = { "elite_grade?", title = "首次职等" },
    step            = { "text?", title = "首次薪级" },
    trial_months    = { "int?", title = "试用期（月）" },
    contract_months = { "int?", title = "合同期（月）" },
    approver        = { "hire_approver?", title = "审批人" },
  },
  sign    = {
    by       = "approver",
    when     = "approved is null",
    on       = { "post", "source", "education", "experience_years", "exam_score", "interview_score" },
    approved = { approved = true },
    rejected = { approved = false },
  },

  decide = function(candidate, param, tables)
    if candidate.exam_score == nil or candidate.interview_score == nil then
      because("D18 3.1", "尚未完成笔试和面试")
      return { verdict = "examine" }
    end

    local hit = tables.standard{
      scheme = candidate.scheme, post = candidate.post, education = candidate.education,
      experience = candidate.experience_years, exam = candidate.exam_score, interview = candidate.interview_score,
    }
    if hit.step == "none" then
      because("D18 2(5)", "学历、经验 {1} 年、笔试 {2} 分、面试 {3} 分，达不到岗位的任职资格；宁缺勿滥",
              candidate.experience_years, candidate.exam_score, candidate.interview_score)
      return { verdict = "no" }
    end
    because("D18 2(3)", "符合任职资格，首次定级为该职等 {1} 级", hit.step)

    local outcome = {
      post = candidate.post, grade = hit.grade, step = hit.step,
      trial_months = param.trial_months, contract_months = param.contract_months,
    }
    if candidate.source ~= "internal" and candidate.difference ~= nil and candidate.difference >= 0 then
      because("D18 3.1", "该单位编制已满，超编 {1} 人", candidate.difference)
      outcome.verdict = "no_vacancy"
      return outcome
    end

    outcome.approver = "province"
    if candidate.approved == nil then
      because("D18 3.1", "报省公司人力资源部、集团客户部审批")
      outcome.verdict = "approval"
    elseif not candidate.approved then
      because("D18 3.1", "省公司未批准")
      return { verdict = "no", approver = "province" }
    elseif candidate.medical_ok == nil then
      because("D18 3.2", "已获批准，到指定医院体检")
      outcome.verdict = "medical"
    elseif not candidate.medical_ok then
      because("D18 3.2", "体检不合格")
      return { verdict = "no" }
    else
      because("D18 3.2", "可办理入职，签订 {1} 个月劳动合同，试用期 {2} 个月", param.contract_months, param.trial_months)
      outcome.verdict = "hire"
    end
    return outcome
  end,
}
