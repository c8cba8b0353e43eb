/*
title.zh = "查实率(移交口径)"
title.en = "Verification rate of all clues transferred"
question.zh = "移交的全部问题线索中，至今查实多少？"
question.en = "Of all clues transferred, how many have been verified so far?"
counted.zh = "查实的线索"
counted.en = "clues verified"
out_of.zh = "截至日前移交的全部线索"
out_of.en = "all clues transferred by the as-of day"
pending = "inside"
pending_words.zh = "截至日未办结的线索，含在分母内"
pending_words.en = "clues not concluded by the as-of day, part of the denominator"
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
zh = "与“问题线索查实率”是两个指标，不可混比。"
en = "This is not the clue verification rate; the two must not be compared with each other."

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
    clue_id, transferred_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_verified as numerator, 1 as denominator, 1 - is_concluded as pending,
    is_undated * (1 - is_concluded) as undated
from known_clues
