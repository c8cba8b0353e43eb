/*
title.zh = "问题线索查实率"
title.en = "Clue verification rate"
question.zh = "移交的问题线索，已办结的有多少查实？"
question.en = "Of the clues transferred and since concluded, how many were verified?"
counted.zh = "查实的线索"
counted.en = "clues verified"
out_of.zh = "截至日已办结的线索（查实、部分查实、查否、无法查清）"
out_of.en = "clues concluded by the as-of day: substantiated, partly, unsubstantiated or unable"
pending = "outside"
pending_words.zh = "截至日未办结的线索"
pending_words.en = "clues not concluded by the as-of day"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "clues"
section = "clues"
window = { days = 365 }
undated = "pending"

[[caveats]]
zh = "部分查实是否计入查实，按本单位的规定；无法查清计入办结。"
en = "Whether partly substantiated counts as verified is the office's ruling; unable to establish counts as concluded."

[[caveats]]
zh = "近期移交的线索多数未结，比率尚未稳定，请与一年内查实率对照。"
en = "Recent cohorts are still open and their rate unsettled: read it beside the within-a-year rate."

[[caveats]]
zh = "查否评查改判不改变线索本身的结论。"
en = "A review never changes the clue's own outcome."

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
    clue_id, transferred_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_verified as numerator, is_concluded as denominator, 1 - is_concluded as pending,
    is_undated * (1 - is_concluded) as undated
from known_clues
