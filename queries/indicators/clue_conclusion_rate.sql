/*
title.zh = "线索办结率"
title.en = "Clue conclusion rate"
question.zh = "移交的问题线索，办结了多少？"
question.en = "Of the clues transferred, how many have been concluded?"
counted.zh = "截至日已办结的线索（查实、部分查实、查否、无法查清）"
counted.en = "clues concluded by the as-of day, whatever the outcome"
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
window = { days = 365, reached = "concluded_on" }
undated = "pending"

[[caveats]]
zh = "仅作出处置方式、未形成核查结论的，不算办结。"
en = "A clue with a disposal but no outcome is not concluded."

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
    clue_id, transferred_on as dated_on, concluded_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_concluded as numerator, 1 as denominator, 1 - is_concluded as pending,
    is_undated * (1 - is_concluded) as undated
from known_clues
