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
window = { days = 365, reached = "case_filed_on" }
undated = "pending"

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
select
    clue_id, transferred_on as dated_on, case_filed_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    is_filed as numerator, 1 as denominator,
    case when is_filed = 1 or is_concluded = 1 then 0 else 1 end as pending,
    case when is_filed = 0 and is_concluded = 0 then is_undated else 0 end as undated
from known_clues
