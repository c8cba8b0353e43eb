/*
level = "warns"
rows = "clues"
column = "transferred_on"
title.zh = "线索台账：日期晚于截至日"
title.en = "Clues: a date after the as-of day"
wrong.zh = "移交日期 {transferred_on}、处置日期 {disposed_on}、办结日期 {concluded_on}、立案日期 {case_filed_on} 中有晚于截至日的"
wrong.en = "one of transferred on {transferred_on}, disposal decided on {disposed_on}, concluded on {concluded_on}, case filed on {case_filed_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.clue_id as clue_id, x.transferred_on as transferred_on, x.disposed_on as disposed_on,
    x.concluded_on as concluded_on, x.case_filed_on as case_filed_on,
    case when x.transferred_on > $as_of then 'transferred_on' when x.disposed_on > $as_of then 'disposed_on'
        when x.concluded_on > $as_of then 'concluded_on' else 'case_filed_on' end as at_column
from clues x
where x.transferred_on > $as_of or x.disposed_on > $as_of or x.concluded_on > $as_of or x.case_filed_on > $as_of
order by x.clue_id
