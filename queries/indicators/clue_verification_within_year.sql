/*
title.zh = "一年内查实率"
title.en = "Verification rate within a year"
question.zh = "移交满一年的问题线索，有多少在一年内查实？"
question.en = "Of the clues transferred at least a year ago, how many were verified within a year?"
counted.zh = "移交后 365 天内查实的线索"
counted.en = "clues verified within 365 days of transfer"
out_of.zh = "截至日移交已满 365 天的线索"
out_of.en = "clues transferred at least 365 days before the as-of day"
pending = "outside"
pending_words.zh = "移交未满 365 天的线索，无论办结与否"
pending_words.en = "clues younger than 365 days, concluded or not"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "clues"
section = "clues"
window = { days = 365, final = true }
undated = "left_out"

[[caveats]]
zh = "满 365 天仍未办结的，算未在一年内查实。"
en = "A clue still open after 365 days counts as not verified within the year."

[[caveats]]
zh = "部分查实是否计入查实，按本单位的规定。"
en = "Whether partly substantiated counts as verified is the office's ruling."

[[caveats]]
zh = "处置方式在截至日之后才作出的，按“尚未处置”归组。"
en = "A disposal decided after the as-of day stands in the empty group."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
with clues_timed as (
    select
        clue_id, transferred_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
        case when date_diff('day', transferred_on, $as_of) >= 365 then 1 else 0 end as had_a_year,
        case
            when is_verified = 1 and date_diff('day', transferred_on, concluded_on) <= 365 then 1
            else 0
        end as is_verified_within_year,
        is_undated
    from known_clues
)

select
    clue_id, transferred_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    had_a_year * is_verified_within_year as numerator, had_a_year * (1 - is_undated) as denominator,
    1 - had_a_year as pending, had_a_year * is_undated as undated
from clues_timed
