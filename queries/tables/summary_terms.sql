/*
title.zh = "总结：届次与全覆盖"
title.en = "Summary: terms and their coverage"
question.zh = "各届规划几年、哪天完成全覆盖，从哪天起开展“回头看”，看了多少？"
question.en = "In how many years was each term to cover everything, on which day had it, and how much was re-inspected from which day on?"
privacy = "internal"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
name = { zh = "名称", en = "name", type = "text" }
started_on = { zh = "起始日期", en = "start date", type = "date" }
ended_on = { zh = "届满日期", en = "end date", type = "date" }
planned_years = { zh = "规划年数", en = "planned years", type = "int", of = "none" }
covered = { zh = "已巡党组织", en = "organisations covered", type = "int", of = "coverage_rate.numerator" }
in_scope = { zh = "应巡党组织", en = "organisations in scope", type = "int", of = "coverage_rate.denominator" }
completed_on = { zh = "完成全覆盖日期", en = "everything covered on", type = "date" }
first_reinspection_on = { zh = "首次“回头看”日期", en = "first re-inspection on", type = "date" }
inspected = { zh = "巡察党组织", en = "organisations inspected", type = "int", of = "reinspection_rate.denominator" }
reinspected = { zh = "“回头看”党组织", en = "organisations re-inspected", type = "int", of = "reinspection_rate.numerator" }

[[caveats]]
zh = "完成全覆盖日期：应巡党组织全部已巡时，最后一个党组织首次计入全覆盖的进驻日期，届满以后补巡的按届满日；还有应巡未巡的为空。"
en = "Everything covered on: once none is left, the day on which the last organisation was first inspected, of one inspected after the term's end that end; empty while any is left."

[[caveats]]
zh = "“回头看”按轮次所属届次，不按日期。"
en = "A re-inspection is of its round's term, whatever the day."
*/
with first_coverages as (
    select
        r.term_no as term_no,
        i.org_id as org_id,
        min(i.onsite_start) as onsite_start
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    where i.counts_toward_coverage
    group by r.term_no, i.org_id
),

coverage_by_term as (
    -- who counts and who is covered is the indicator's
    select
        c.term_no as term_no,
        sum(c.numerator) as covered,
        sum(c.denominator) as in_scope,
        max(case when f.onsite_start > t.measured_on then t.measured_on else f.onsite_start end) as last_covered_on
    from indicator_coverage_rate as c
    join known_terms as t on t.term_no = c.term_no
    left join first_coverages as f on f.term_no = c.term_no and f.org_id = c.org_id
    group by c.term_no
),

reinspections_by_term as (
    select
        n.term_no as term_no,
        sum(n.denominator) as inspected,
        sum(n.numerator) as reinspected
    from indicator_reinspection_rate as n
    group by n.term_no
),

first_reinspections as (
    select
        r.term_no as term_no,
        min(i.onsite_start) as onsite_start
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    where i.inspection_kind = 'reinspection'
    group by r.term_no
)

select
    t.term_no as term_no,
    t.name as name,
    t.started_on as started_on,
    t.ended_on as ended_on,
    t.planned_years as planned_years,
    coalesce(c.covered, 0) as covered,
    coalesce(c.in_scope, 0) as in_scope,
    case when c.covered = c.in_scope then c.last_covered_on end as completed_on,
    f.onsite_start as first_reinspection_on,
    coalesce(n.inspected, 0) as inspected,
    coalesce(n.reinspected, 0) as reinspected
from known_terms as t
left join coverage_by_term as c on c.term_no = t.term_no
left join reinspections_by_term as n on n.term_no = t.term_no
left join first_reinspections as f on f.term_no = t.term_no
order by t.term_no
