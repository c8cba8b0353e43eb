/*
title.zh = "“回头看”占比"
title.en = "Re-inspection rate"
question.zh = "本届巡察过的党组织中，抽取开展“回头看”的占多少？"
question.en = "Of the organisations inspected in the term, how many were inspected again to check?"
counted.zh = "本届截至日前接受过“回头看”的党组织，每个只计一次"
counted.en = "organisations with a re-inspection on site in the term by the as-of day; each once"
out_of.zh = "本届截至日前接受过任何一次巡察的党组织"
out_of.en = "organisations with any inspection on site in the term by the as-of day"
pending = "none"
dated.zh = "所在届次"
dated.en = "the term it stands in"
unit.zh = "%"
unit.en = "%"
better = "neither"
privacy = "internal"
rows = "organisations"
section = "coverage"
grain = "term"
census = true

[[caveats]]
zh = "本届“回头看”、上届首次巡察的单位，分子分母都计入本届。"
en = "An organisation first inspected last term and re-inspected in this one counts in this one."
*/
with inspections_of_terms as (
    select
        i.org_id as org_id,
        t.term_no as term_no,
        case when i.inspection_kind = 'reinspection' then 1 else 0 end as is_reinspection
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    join known_terms as t on t.term_no = r.term_no
)

select org_id, term_no, max(is_reinspection) as numerator, 1 as denominator, 0 as pending
from inspections_of_terms
group by org_id, term_no
