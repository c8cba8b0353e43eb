/*
title.zh = "查否评查率"
title.en = "Review rate of unsubstantiated clues"
question.zh = "查否的问题线索，评查了多少？"
question.en = "Of the clues concluded as unsubstantiated, how many were reviewed?"
counted.zh = "截至日已评查的查否线索，每条只计一次"
counted.en = "unsubstantiated clues reviewed by the as-of day; each once"
out_of.zh = "截至日已办结为查否的线索"
out_of.en = "clues concluded as unsubstantiated by the as-of day"
pending = "none"
dated.zh = "办结日期"
dated.en = "date of conclusion"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "clues"
section = "clues"
window = { days = 180, reached = "reviewed_on" }
undated = "left_out"

[[caveats]]
zh = "评查改判不改变线索本身的结论，该线索仍在分母内。"
en = "A review never changes the clue's own outcome; the clue stays in the denominator."

[[caveats]]
zh = "处置方式在截至日之后才作出的，按“尚未处置”归组。"
en = "A disposal decided after the as-of day stands in the empty group."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
with clues_reviewed as (
    select clue_id, min(reviewed_on) as reviewed_on
    from known_clue_reviews
    group by clue_id
)

select
    c.clue_id as clue_id,
    c.concluded_on as dated_on,
    v.reviewed_on as reviewed_on,
    c.org_id as org_id,
    c.inspection_id as inspection_id,
    c.round_id as round_id,
    c.handler as handler,
    c.subject_level as subject_level,
    c.discipline as discipline,
    c.disposal as disposal,
    case when c.is_undated = 0 and v.clue_id is not null then 1 else 0 end as numerator,
    1 - c.is_undated as denominator,
    0 as pending,
    c.is_undated as undated
from known_clues as c
left join clues_reviewed as v on v.clue_id = c.clue_id
where c.outcome = 'unsubstantiated'
