/*
title.zh = "查实率(办结年度口径)"
title.en = "Verification rate by year of conclusion"
question.zh = "当期办结的问题线索中，查实多少？"
question.en = "Of the clues concluded in the period, how many were verified?"
counted.zh = "查实和部分查实的线索"
counted.en = "clues substantiated or partly substantiated"
out_of.zh = "当期办结的线索（查实、部分查实、查否、无法查清）"
out_of.en = "clues concluded in the period: substantiated, partly, unsubstantiated or unable"
pending = "none"
dated.zh = "办结日期"
dated.en = "date of conclusion"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "clues"
section = "clues"

[[caveats]]
zh = "同一年度的线索来自不同移交年度，易办的先结，不宜用来判断某批移交质量。"
en = "A year mixes clues of several years of transfer, the easy ones first: no judge of one cohort."

[[caveats]]
zh = "处置方式在截至日之后才作出的，按“尚未处置”归组。"
en = "A disposal decided after the as-of day stands in the empty group."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
with clues_concluded as (
    select
        c.clue_id as clue_id,
        c.concluded_on as dated_on,
        i.org_id as org_id,
        c.inspection_id as inspection_id,
        i.round_id as round_id,
        c.handler as handler,
        c.subject_level as subject_level,
        c.discipline as discipline,
        case when c.disposed_on > $as_of then null else c.disposal end as disposal,
        c.outcome as outcome
    from clues as c
    left join inspections as i on i.inspection_id = c.inspection_id
    where c.concluded_on <= $as_of
        and c.transferred_on <= $as_of
        and c.outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable')
)

select
    clue_id as clue_id,
    dated_on as dated_on,
    org_id as org_id,
    inspection_id as inspection_id,
    round_id as round_id,
    handler as handler,
    subject_level as subject_level,
    discipline as discipline,
    disposal as disposal,
    case when outcome in ('substantiated', 'partly') then 1 else 0 end as numerator,
    1 as denominator,
    0 as pending
from clues_concluded
