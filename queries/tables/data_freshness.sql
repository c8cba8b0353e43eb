/*
title.zh = "台账新鲜度"
title.en = "How fresh the ledgers are"
question.zh = "各台账有多少条，最近记到哪一天？"
question.en = "How many rows has each ledger, and how far do they reach?"
privacy = "internal"
section = "team"

[columns]
ledger = { zh = "台账", en = "ledger", type = "text" }
count_rows = { zh = "条数", en = "rows", type = "int", of = "none" }
first_on = { zh = "最早日期", en = "first date", type = "date" }
last_on = { zh = "最近日期", en = "last date", type = "date" }
last_change_on = { zh = "最近动态", en = "last change", type = "date" }
count_later = { zh = "截至日之后", en = "dated after the as-of day", type = "int", of = "none" }

[[caveats]]
zh = "日期取台账自己的日期（如线索的移交日期、问题的发现日期），只看截至日以前；最近动态还看办结、完成、反馈等后续日期。整改措施和优秀报告评选没有自己的日期。"
en = "Dates are the ledger's own (a clue's transfer, a finding's discovery) up to the as-of day; the last change also looks at conclusions, completions, feedback. Measures and report awards have no date of their own."

[[caveats]]
zh = "截至日之后的记录照样保存，但不计入任何指标。"
en = "Rows dated after the as-of day are kept and counted nowhere."
*/
with ledgers as (
    select 1 as ledger_no, 'terms' as ledger
    union all
    select 2 as ledger_no, 'rounds' as ledger
    union all
    select 3 as ledger_no, 'organisations' as ledger
    union all
    select 4 as ledger_no, 'inspections' as ledger
    union all
    select 5 as ledger_no, 'findings' as ledger
    union all
    select 6 as ledger_no, 'measures' as ledger
    union all
    select 7 as ledger_no, 'clues' as ledger
    union all
    select 8 as ledger_no, 'clue_reviews' as ledger
    union all
    select 9 as ledger_no, 'accountability' as ledger
    union all
    select 10 as ledger_no, 'recoveries' as ledger
    union all
    select 11 as ledger_no, 'notices' as ledger
    union all
    select 12 as ledger_no, 'rules_made' as ledger
    union all
    select 13 as ledger_no, 'meetings' as ledger
    union all
    select 14 as ledger_no, 'assigned_matters' as ledger
    union all
    select 15 as ledger_no, 'ballots' as ledger
    union all
    select 16 as ledger_no, 'explanations' as ledger
    union all
    select 17 as ledger_no, 'publications' as ledger
    union all
    select 18 as ledger_no, 'talent_pool' as ledger
    union all
    select 19 as ledger_no, 'staff_events' as ledger
    union all
    select 20 as ledger_no, 'report_scores' as ledger
    union all
    select 21 as ledger_no, 'cases' as ledger
    union all
    select 22 as ledger_no, 'case_quantities' as ledger
    union all
    select 23 as ledger_no, 'verifications' as ledger
    union all
    select 24 as ledger_no, 'notes' as ledger
    union all
    select 25 as ledger_no, 'team_reviews' as ledger
),

entries as (
    select 'terms' as ledger, x.started_on as dated_on from terms as x
    union all
    select 'rounds' as ledger, x.started_on as dated_on from rounds as x
    union all
    select 'organisations' as ledger, x.in_scope_from as dated_on from organisations as x
    union all
    select 'inspections' as ledger, x.onsite_start as dated_on from inspections as x
    union all
    select 'findings' as ledger, x.found_on as dated_on from findings as x
    union all
    select 'measures' as ledger, cast(null as date) as dated_on from measures as x
    union all
    select 'clues' as ledger, x.transferred_on as dated_on from clues as x
    union all
    select 'clue_reviews' as ledger, x.reviewed_on as dated_on from clue_reviews as x
    union all
    select 'accountability' as ledger, x.decided_on as dated_on from accountability as x
    union all
    select 'recoveries' as ledger, x.recovered_on as dated_on from recoveries as x
    union all
    select 'notices' as ledger, x.issued_on as dated_on from notices as x
    union all
    select 'rules_made' as ledger, x.issued_on as dated_on from rules_made as x
    union all
    select 'meetings' as ledger, x.held_on as dated_on from meetings as x
    union all
    select 'assigned_matters' as ledger, m.held_on as dated_on
    from assigned_matters as x
    left join meetings as m on m.meeting_id = x.meeting_id
    union all
    select 'ballots' as ledger, x.held_on as dated_on from ballots as x
    union all
    select 'explanations' as ledger, x.held_on as dated_on from explanations as x
    union all
    select 'publications' as ledger, x.published_on as dated_on from publications as x
    union all
    select 'talent_pool' as ledger, x.joined_on as dated_on from talent_pool as x
    union all
    select 'staff_events' as ledger, x.held_on as dated_on from staff_events as x
    union all
    select 'report_scores' as ledger, cast(null as date) as dated_on from report_scores as x
    union all
    select 'cases' as ledger, x.occurred_on as dated_on from cases as x
    union all
    select 'case_quantities' as ledger, c.occurred_on as dated_on
    from case_quantities as x
    left join cases as c on c.case_id = x.case_id
    union all
    select 'verifications' as ledger, x.drawn_on as dated_on from verifications as x
    union all
    select 'notes' as ledger, x.noted_on as dated_on from notes as x
    union all
    select 'team_reviews' as ledger, x.collected_on as dated_on from team_reviews as x
),

changes as (
    select 'terms' as ledger, x.ended_on as dated_on from terms as x
    union all
    select 'rounds' as ledger, x.ended_on as dated_on from rounds as x
    union all
    select 'organisations' as ledger, x.in_scope_to as dated_on from organisations as x
    union all
    select 'inspections' as ledger, x.onsite_end as dated_on from inspections as x
    union all
    select 'inspections' as ledger, x.reported_on as dated_on from inspections as x
    union all
    select 'inspections' as ledger, x.feedback_on as dated_on from inspections as x
    union all
    select 'inspections' as ledger, x.plan_on as dated_on from inspections as x
    union all
    select 'inspections' as ledger, x.progress_report_on as dated_on from inspections as x
    union all
    select 'findings' as ledger, x.completed_on as dated_on from findings as x
    union all
    select 'findings' as ledger, x.closed_off_on as dated_on from findings as x
    union all
    select 'findings' as ledger, x.reopened_on as dated_on from findings as x
    union all
    select 'measures' as ledger, x.done_on as dated_on from measures as x
    union all
    select 'clues' as ledger, x.disposed_on as dated_on from clues as x
    union all
    select 'clues' as ledger, x.concluded_on as dated_on from clues as x
    union all
    select 'clues' as ledger, x.case_filed_on as dated_on from clues as x
    union all
    select 'notices' as ledger, x.completed_on as dated_on from notices as x
    union all
    select 'assigned_matters' as ledger, x.completed_on as dated_on from assigned_matters as x
    union all
    select 'talent_pool' as ledger, x.left_on as dated_on from talent_pool as x
    union all
    select 'verifications' as ledger, x.verified_on as dated_on from verifications as x
),

entries_by_ledger as (
    select
        e.ledger as ledger,
        count(*) as count_rows,
        min(case when e.dated_on <= $as_of then e.dated_on end) as first_on,
        max(case when e.dated_on <= $as_of then e.dated_on end) as last_on,
        count(case when e.dated_on > $as_of then 1 end) as count_later
    from entries as e
    group by e.ledger
),

changes_by_ledger as (
    select
        c.ledger as ledger,
        max(c.dated_on) as last_on
    from changes as c
    where c.dated_on <= $as_of
    group by c.ledger
)

select
    l.ledger as ledger,
    coalesce(e.count_rows, 0) as count_rows,
    e.first_on as first_on,
    e.last_on as last_on,
    case
        when e.last_on is null then c.last_on
        when c.last_on > e.last_on then c.last_on
        else e.last_on
    end as last_change_on,
    coalesce(e.count_later, 0) as count_later
from ledgers as l
left join entries_by_ledger as e on e.ledger = l.ledger
left join changes_by_ledger as c on c.ledger = l.ledger
order by l.ledger_no
