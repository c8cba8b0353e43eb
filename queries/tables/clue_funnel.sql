/*
title.zh = "线索办理漏斗"
title.en = "What becomes of the clues"
question.zh = "移交的线索，有多少处置了、办结了、查实了、立案了、处理了人？"
question.en = "Of the clues transferred, how many were disposed of, concluded, verified, filed as a case, led to a sanction?"
privacy = "internal"
section = "clues"

[columns]
stage_no = { zh = "序号", en = "order", type = "int", of = "none" }
stage = { zh = "环节", en = "stage", type = "text" }

[columns.clues]
zh = "线索（件）"
en = "clues"
type = "int"

[columns.clues.of.stage]
transferred = "clues.numerator"
concluded = "clue_verification_rate.denominator"
verified = "clue_verification_rate.numerator"
case_filed = "clue_case_filing_rate.numerator"

[columns.share]
zh = "占移交"
en = "share of transferred"
type = "percent"

[[caveats]]
zh = "时段按移交日期。每个环节都单独在全部移交线索中计，一件线索不必依次经过各环节：立案可以早于办结，给予处理也不以立案为前提。"
en = "The period is of the transfer. Each stage is counted on its own among all transferred: a case may be filed before the clue is concluded, and a sanction needs no case."

[[caveats]]
zh = "环节：transferred 移交，disposed 已提出处置意见，concluded 已办结，verified 查实（部分查实是否算，按本单位的规定），case_filed 已立案，sanctioned 已有人因此受到处理。"
en = "Stages: transferred; disposed (way of disposal decided); concluded; verified (partly too where the office rules so); case_filed; sanctioned (a decision on a person names the clue)."
*/
with clues_transferred as (
    select
        c.clue_id as clue_id,
        c.disposal as disposal
    from indicator_clues as c
    where c.dated_on between $from_date and $to_date
),

clues_with_sanction as (
    -- one clue may lead to several decisions, on several persons
    select distinct a.clue_id as clue_id
    from known_accountability as a
    where a.clue_id is not null
),

clues_by_stage as (
    select
        c.clue_id as clue_id,
        case when c.disposal is not null then 1 else 0 end as is_disposed,
        v.denominator as is_concluded,
        v.numerator as is_verified,
        f.numerator as is_filed,
        case when s.clue_id is not null then 1 else 0 end as is_sanctioned
    from clues_transferred as c
    join indicator_clue_verification_rate as v on v.clue_id = c.clue_id
    join indicator_clue_case_filing_rate as f on f.clue_id = c.clue_id
    left join clues_with_sanction as s on s.clue_id = c.clue_id
),

counts as (
    select
        count(*) as transferred,
        count(case when c.is_disposed = 1 then 1 end) as disposed,
        count(case when c.is_concluded = 1 then 1 end) as concluded,
        count(case when c.is_verified = 1 then 1 end) as verified,
        count(case when c.is_filed = 1 then 1 end) as case_filed,
        count(case when c.is_sanctioned = 1 then 1 end) as sanctioned
    from clues_by_stage as c
),

stages as (
    select 1 as stage_no, 'transferred' as stage, t.transferred as clues, t.transferred as transferred from counts as t
    union all
    select 2 as stage_no, 'disposed' as stage, d.disposed as clues, d.transferred as transferred from counts as d
    union all
    select 3 as stage_no, 'concluded' as stage, c.concluded as clues, c.transferred as transferred from counts as c
    union all
    select 4 as stage_no, 'verified' as stage, v.verified as clues, v.transferred as transferred from counts as v
    union all
    select 5 as stage_no, 'case_filed' as stage, f.case_filed as clues, f.transferred as transferred from counts as f
    union all
    select 6 as stage_no, 'sanctioned' as stage, s.sanctioned as clues, s.transferred as transferred from counts as s
)

select
    s.stage_no as stage_no,
    s.stage as stage,
    s.clues as clues,
    cast(s.clues as double) / nullif(s.transferred, 0) as share
from stages as s
order by s.stage_no
