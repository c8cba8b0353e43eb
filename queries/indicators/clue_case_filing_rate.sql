/*
title.zh = "成案率"
title.en = "Case filing rate"
question.zh = "移交的问题线索，立案了多少？"
question.en = "Of the clues transferred, how many became filed cases?"
counted.zh = "截至日已立案的线索（按件）"
counted.en = "clues on which a case was filed by the as-of day"
out_of.zh = "截至日前移交的全部线索"
out_of.en = "all clues transferred by the as-of day"
pending = "inside"
pending_words.zh = "既未立案也未办结的线索，含在分母内"
pending_words.en = "clues neither filed nor concluded, part of the denominator"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "%"
unit.en = "%"
better = "neither"
privacy = "internal"
rows = "clues"
section = "clues"
immature_days = 365

[[caveats]]
zh = "按件计，不按人计。"
en = "Counted in clues, not in persons."

[[caveats]]
zh = "处置方式在截至日之后才作出的，按“尚未处置”归组。"
en = "A disposal decided after the as-of day stands in the empty group."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
with clues_transferred as (
    select
        c.clue_id as clue_id,
        c.transferred_on as dated_on,
        i.org_id as org_id,
        c.inspection_id as inspection_id,
        i.round_id as round_id,
        c.handler as handler,
        c.subject_level as subject_level,
        c.discipline as discipline,
        case when c.disposed_on > $as_of then null else c.disposal end as disposal,
        case when c.case_filed_on <= $as_of then 1 else 0 end as is_filed,
        case
            when c.concluded_on <= $as_of
                and c.outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable') then 1
            else 0
        end as is_concluded
    from clues as c
    left join inspections as i on i.inspection_id = c.inspection_id
    where c.transferred_on <= $as_of
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
    is_filed as numerator,
    1 as denominator,
    case when is_filed = 1 or is_concluded = 1 then 0 else 1 end as pending
from clues_transferred
