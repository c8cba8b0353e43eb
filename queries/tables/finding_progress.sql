/*
title.zh = "问题整改逐条"
title.en = "Findings one by one"
question.zh = "每一个问题现在到了哪一步，几天了，逾期几天，谁负责？"
question.en = "Where does each finding stand, for how long, how late, and who is responsible?"
privacy = "internal"
section = "rectification"

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
standing = { zh = "现状", en = "where it stands", type = "text" }
days_late = { zh = "逾期天数", en = "days late", type = "int", of = "none" }
days = { zh = "整改天数", en = "days", type = "int", of = "none" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
responsible = { zh = "责任主体", en = "who is responsible", type = "code", codes = "responsible" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
inspection_id = { zh = "任务编号", en = "inspection id", type = "text" }
finding_scope = { zh = "共性个性", en = "common or individual", type = "code", codes = "finding_scope" }
nature = { zh = "整改性质", en = "rectification nature", type = "code", codes = "rectify_nature" }
channel = { zh = "处置渠道", en = "disposition channel", type = "code", codes = "disposition_channel" }
finding_source = { zh = "问题来源", en = "source", type = "code", codes = "finding_source" }
livelihood = { zh = "涉及民生", en = "touches livelihood", type = "bool" }
found_on = { zh = "发现日期", en = "found on", type = "date" }
feedback_on = { zh = "反馈日期", en = "fed back on", type = "date" }
due_on = { zh = "整改期限", en = "due date", type = "date" }
completion = { zh = "完成情况", en = "completion", type = "code", codes = "completion" }
completed_on = { zh = "完成日期", en = "completed on", type = "date" }
is_undated = { zh = "完成日期不详", en = "completion date unknown", type = "bool" }
closed_off_on = { zh = "销号日期", en = "verified and closed off on", type = "date" }
reopened_on = { zh = "反弹日期", en = "reopened on", type = "date" }
reinspection_outcome = { zh = "回头看结果", en = "outcome of the re-inspection", type = "code", codes = "reinspection_outcome" }
repeat_of = { zh = "重复问题", en = "repeat of finding", type = "text" }

[[caveats]]
zh = "现状依次看：完成后反弹的、已销号的、已报完成待销号的、过期未完成的，其余为整改中。"
en = "Where it stands is the first of these that is true: reopened after completion, closed off, reported as done and not yet verified, past its due date, else being worked on."

[[caveats]]
zh = "整改天数从发现到完成，未完成的到截至日；逾期天数从期限的次日起算，到完成之日或截至日，按期的为空；完成日期不详的两者都没有。"
en = "Days run from the day found to completion, or to the as-of day; days late from the day after the due date to completion or the as-of day, empty where in time; where the day of completion is unknown there are neither."
*/
select
    f.finding_id as finding_id,
    case
        when f.is_reopened = 1 then 'case_reopened'
        when f.is_closed_off = 1 then 'case_closed_off'
        when f.is_done = 1 then 'case_done'
        when f.is_past_due = 1 then 'case_late'
        else 'case_open'
    end as standing,
    case
        when f.is_undated = 0 and f.due_on < coalesce(f.completed_on, $as_of)
            then date_diff('day', f.due_on, coalesce(f.completed_on, $as_of))
    end as days_late,
    case when f.is_undated = 0 then date_diff('day', f.found_on, coalesce(f.completed_on, $as_of)) end as days,
    f.category as category,
    f.aspect as aspect,
    f.responsible as responsible,
    f.org_id as org_id,
    o.name as org_name,
    f.round_id as round_id,
    f.inspection_id as inspection_id,
    f.finding_scope as finding_scope,
    f.nature as nature,
    f.channel as channel,
    f.finding_source as finding_source,
    f.livelihood as livelihood,
    f.found_on as found_on,
    f.feedback_on as feedback_on,
    f.due_on as due_on,
    f.completion as completion,
    f.completed_on as completed_on,
    case when f.is_undated = 1 then true else false end as is_undated,
    f.closed_off_on as closed_off_on,
    f.reopened_on as reopened_on,
    f.reinspection_outcome as reinspection_outcome,
    f.repeat_of as repeat_of
from known_findings as f
left join organisations as o on o.org_id = f.org_id
order by f.finding_id
