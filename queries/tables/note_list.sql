/*
title.zh = "批示与备注"
title.en = "Notes"
question.zh = "对哪些指标、单位和轮次作过批示或备注，哪天，内容是什么？"
question.en = "On which figures, organisations and rounds was something instructed or remarked, when, and what?"
privacy = "internal"
section = "team"
filters = ["term", "round", "org", "org_class", "sector", "parent", "village_class"]

[columns]
note_id = { zh = "记录编号", en = "note id", type = "text" }
noted_on = { zh = "日期", en = "date", type = "date" }
note_kind = { zh = "类型", en = "kind", type = "code", codes = "note_kind" }
figure = { zh = "指标", en = "figure", type = "text" }
on_org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
on_round_id = { zh = "轮次", en = "round", type = "round" }
words = { zh = "内容", en = "words", type = "text" }
office = { zh = "批示单位", en = "by whose office", type = "text" }

[[caveats]]
zh = "按单位或轮次筛选时，没有写明单位或轮次的批示与备注仍列出：它们对全县而言。"
en = "Under a filter of organisations or rounds, what names no organisation or round is listed all the same: it is of the whole county."
*/
select
    k.note_id as note_id,
    k.noted_on as noted_on,
    k.kind as note_kind,
    k.figure as figure,
    k.org_id as on_org_id,
    o.name as org_name,
    k.round_id as on_round_id,
    k.words as words,
    k.office as office
from known_notes as k
left join organisations as o on o.org_id = k.org_id
order by k.noted_on, k.note_id
