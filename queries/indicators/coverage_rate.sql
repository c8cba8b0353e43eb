/*
title.zh = "全覆盖率"
title.en = "Coverage rate"
question.zh = "本届应巡党组织中，已经巡察的占多少？"
question.en = "Of the organisations to be inspected in the term, how many have been inspected?"
counted.zh = "本届截至日前至少接受过一次计入全覆盖的巡察（以进驻为准）的党组织，每个只计一次"
counted.en = "organisations with an inspection that counts toward coverage, begun by the as-of day; each once"
out_of.zh = "届满日或截至日（取较早者）在应巡范围内的党组织，加上退出范围前已巡察的"
out_of.en = "organisations in scope at the term's end or the as-of day (the earlier), or covered before leaving"
pending = "none"
dated.zh = "所在届次"
dated.en = "the term it stands in"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "organisations"
section = "coverage"
grain = "term"
census = true

[[caveats]]
zh = "“回头看”不增加覆盖；专项、带村等是否计入，以台账“计入全覆盖”一栏为准。"
en = "Re-inspections add nothing; whether a special inspection counts is what the ledger says."

[[caveats]]
zh = "合并计算，不取各类比率的平均。"
en = "Pooled over all classes, never the mean of their rates."

[[caveats]]
zh = "撤并单位存续期间按自身统计，不并入承接单位。"
en = "A merged organisation counts for itself while it existed, not for its successor."
*/
with organisations_covered as (
    -- an inspection held after the organisation had left scope covers nothing
    select distinct
        r.term_no as term_no,
        o.org_id as org_id
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    join organisations as o on o.org_id = i.org_id
    where i.counts_toward_coverage
        and (o.in_scope_to is null or o.in_scope_to >= i.onsite_start)
),

organisations_by_term as (
    select
        o.org_id as org_id,
        t.term_no as term_no,
        case when c.org_id is not null then 1 else 0 end as is_covered,
        case
            when o.in_scope_from <= t.measured_on and (o.in_scope_to is null or o.in_scope_to >= t.measured_on) then 1
            else 0
        end as is_in_scope
    from known_terms as t
    cross join organisations as o
    left join organisations_covered as c on c.term_no = t.term_no and c.org_id = o.org_id
)

select org_id, term_no, is_covered as numerator, 1 as denominator, 0 as pending
from organisations_by_term
where is_in_scope = 1 or is_covered = 1
