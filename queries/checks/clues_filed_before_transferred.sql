/*
level = "warns"
rows = "clues"
column = "case_filed_on"
affects = ["clue_case_filing_rate"]
title.zh = "立案早于移交"
title.en = "Case filed before transfer"
wrong.zh = "立案日期 {case_filed_on} 早于移交日期 {transferred_on}"
wrong.en = "the case filing {case_filed_on} is before the transfer {transferred_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "移交以前已立案的不是由巡察线索成案，成案率可能偏高。"
reader.en = "A case filed before did not come of the clue: the case filing rate may read too high."
why.zh = "线索办理各环节的先后：移交、处置、立案或办结"
why.en = "the stages of a clue: transfer, disposal, case or conclusion"
*/
select c.clue_id as clue_id, c.transferred_on as transferred_on, c.case_filed_on as case_filed_on
from clues c
where c.case_filed_on < c.transferred_on
order by c.clue_id
