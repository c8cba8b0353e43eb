/*
title.zh = "查实率(办结年度口径)"
title.en = "Verification rate by year of conclusion"
question.zh = "当期办结的问题线索中，查实多少？"
question.en = "Of the clues concluded in the period, how many were verified?"
counted.zh = "查实的线索"
counted.en = "clues verified"
out_of.zh = "当期办结的线索（查实、部分查实、查否、无法查清）"
out_of.en = "clues concluded in the period: substantiated, partly, unsubstantiated or unable"
pending = "none"
dated.zh = "办结日期"
dated.en = "date of conclusion"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "clues"
section = "clues"
undated = "left_out"

[[caveats]]
zh = "同一年度的线索来自不同移交年度，易办的先结，不宜用来判断某批移交质量。"
en = "A year mixes clues of several years of transfer, the easy ones first: no judge of one cohort."

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
select
    clue_id, concluded_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_verified * (1 - is_undated) as numerator, 1 - is_undated as denominator, 0 as pending, is_undated as undated
from known_clues
where is_concluded = 1
