/*
title.zh = "线索办理逐轮逐条"
title.en = "Clues round by round, one by one"
question.zh = "每一条移交的线索，现在办到哪一步？"
question.en = "Where does each transferred clue stand?"
privacy = "internal"
section = "clues"

[columns]
round_id = { zh = "轮次", en = "round", type = "round" }
clue_id = { zh = "线索", en = "clue", type = "int", of = "none" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
handler = { zh = "承办部室", en = "handling department", type = "text" }
subject_level = { zh = "对象层级", en = "level of the subject", type = "code", codes = "subject_level" }
transferred_on = { zh = "移交日期", en = "transferred on", type = "date" }
midway = { zh = "巡中移交", en = "during the inspection", type = "bool" }
disposal = { zh = "处置方式", en = "way of disposal", type = "code", codes = "disposal" }
disposed_on = { zh = "处置日期", en = "disposal decided on", type = "date" }
outcome = { zh = "核查结论", en = "outcome", type = "code", codes = "outcome" }
concluded_on = { zh = "办结日期", en = "concluded on", type = "date" }
case_filed_on = { zh = "立案日期", en = "case filed on", type = "date" }
is_undated = { zh = "办结日期不详", en = "conclusion date unknown", type = "bool" }
days = { zh = "办理天数", en = "days", type = "int", of = "none" }
warning = { zh = "预警", en = "warning", type = "text" }

[[caveats]]
zh = "时段按移交日期。截至日之后的处置、办结、立案还没有发生，不显示；办理天数从移交到办结，未办结的到截至日，办结日期不详的没有天数。"
en = "The period is of the transfer. What happened after the as-of day is not shown; days run from the transfer to the conclusion, or to the as-of day; where the day of conclusion is unknown there are none."

[[caveats]]
zh = "线索以替代编号显示，原编号只在数据管理员处。预警：red 红，yellow 黄，blue 蓝，为空即无；算法同“在办线索时长”。"
en = "A clue is shown by a stand-in number; the office's own number stays with the steward. Warnings are those of the age of the open clues; empty is none."
*/
select
    c.round_id as round_id,
    c.clue_id as clue_id,
    c.org_id as org_id,
    o.name as org_name,
    c.handler as handler,
    c.subject_level as subject_level,
    c.transferred_on as transferred_on,
    c.midway as midway,
    c.disposal as disposal,
    c.disposed_on as disposed_on,
    c.outcome as outcome,
    c.concluded_on as concluded_on,
    c.case_filed_on as case_filed_on,
    case when c.is_undated = 1 then true else false end as is_undated,
    case when c.is_undated = 0 then date_diff('day', c.transferred_on, coalesce(c.concluded_on, $as_of)) end as days,
    a.warning as warning
from known_clues as c
left join known_open_clues as a on a.clue_id = c.clue_id
left join organisations as o on o.org_id = c.org_id
left join rounds as r on r.round_id = c.round_id
where c.transferred_on between $from_date and $to_date
order by coalesce(r.term_no, 0), coalesce(r.seq, 0), coalesce(c.round_id, ''), c.transferred_on, c.clue_id
