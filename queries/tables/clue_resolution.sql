/*
title.zh = "线索办结进程"
title.en = "How clues come to their end"
question.zh = "各年度移交的线索，过了多少天办结，结论是什么，还有多少没办结？"
question.en = "After how many days were the clues of each year concluded, how, and how many are still open?"
privacy = "internal"
section = "clues"

[columns]
year = { zh = "移交年度", en = "year of transfer", type = "int", of = "none" }
days = { zh = "移交后天数", en = "days since the transfer", type = "int", of = "none" }
outcome = { zh = "核查结论", en = "outcome", type = "code", codes = "outcome" }
is_verified = { zh = "算查实", en = "counts as verified", type = "bool" }
watched = { zh = "至少已观察天数", en = "days watched at least", type = "int", of = "none" }
clues = { zh = "线索", en = "clues", type = "int", of = "clues.numerator" }

[[caveats]]
zh = "办结的，天数从移交到办结；未办结的，天数从移交到截至日，是“至今未结”，不是“不会办结”。办结日期早于移交日期的按0天计。办结日期不详的没有天数，不进曲线和固定时限，只列件数。"
en = "Days run from the transfer to the conclusion; of an open clue to the as-of day: not yet concluded, which is not never. Concluded before the transfer counts as day 0. One of which the day of conclusion is unknown has no days: it is in no curve and no fixed window, only counted."

[[caveats]]
zh = "已观察天数从移交到截至日，取 0、90、180、365、730 中不超过它的最大值：固定时限内的比率只计观察已满时限的线索。"
en = "Watched runs from the transfer to the as-of day and is the largest of 0, 90, 180, 365, 730 not above it: a rate within a fixed time counts only clues watched that long."

[[caveats]]
zh = "不受所选时段限制：总是列出全部年度。"
en = "The chosen period does not narrow it: all years are listed."
*/
with clues_followed as (
    select
        v.clue_id as clue_id,
        cast(extract(year from v.dated_on) as integer) as year,
        c.outcome as outcome,
        case when v.numerator = 1 then true else false end as is_verified,
        case when c.is_undated = 0 then date_diff('day', v.dated_on, coalesce(c.concluded_on, $as_of)) end as days_to_end,
        date_diff('day', v.dated_on, $as_of) as days_watched
    from indicator_clue_verification_rate as v
    join known_clues as c on c.clue_id = v.clue_id
),

clues_placed as (
    select
        f.clue_id as clue_id,
        f.year as year,
        f.outcome as outcome,
        f.is_verified as is_verified,
        case when f.days_to_end < 0 then 0 else f.days_to_end end as days,
        case
            when f.days_watched >= 730 then 730
            when f.days_watched >= 365 then 365
            when f.days_watched >= 180 then 180
            when f.days_watched >= 90 then 90
            else 0
        end as watched
    from clues_followed as f
)

select
    p.year as year,
    p.days as days,
    p.outcome as outcome,
    p.is_verified as is_verified,
    p.watched as watched,
    count(*) as clues
from clues_placed as p
group by p.year, p.days, p.outcome, p.is_verified, p.watched
order by p.year, case when p.days is null then 1 else 0 end, p.days, p.outcome, p.watched
