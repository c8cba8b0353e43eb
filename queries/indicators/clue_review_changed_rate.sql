/*
title.zh = "评查改判率"
title.en = "Rate of reviews that changed the outcome"
question.zh = "查否线索评查中，改变结论的有多少？"
question.en = "Of the reviews of unsubstantiated clues, how many changed the outcome?"
counted.zh = "评查结论为“改变结论”的评查"
counted.en = "reviews whose conclusion is changed"
out_of.zh = "截至日前的全部评查"
out_of.en = "all reviews made by the as-of day"
pending = "none"
dated.zh = "评查日期"
dated.en = "date of review"
unit.zh = "%"
unit.en = "%"
better = "neither"
privacy = "internal"
rows = "clue_reviews"
section = "clues"

[[caveats]]
zh = "补充核查不算改判；同一线索评查两次计两次。"
en = "Further verification is no change; two reviews of one clue are two."

[[caveats]]
zh = "处置方式在截至日之后才作出的，按“尚未处置”归组。"
en = "A disposal decided after the as-of day stands in the empty group."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
select
    review_id, reviewed_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_changed as numerator, 1 as denominator, 0 as pending
from known_clue_reviews
