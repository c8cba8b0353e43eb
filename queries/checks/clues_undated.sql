/*
level = "warns"
rows = "clues"
column = "concluded_on"
affects = ["clue_verification_within_year", "clue_verification_by_conclusion", "clue_review_rate"]
title.zh = "已办结而日期不详"
title.en = "Concluded on an unknown day"
wrong.zh = "核查结论是{outcome}，标明办结日期不详"
wrong.en = "the outcome is “{outcome}”, its day marked as unknown"
mend.zh = "查到了结文书的，补填日期并删去标记；确实查不到的可以接受"
mend.en = "where the paper that concluded it is found, give the date and take the mark out; else accept it"
reader.zh = "办结率、查实率照计；办结曲线、一年内查实率、按办结年度的查实率和评查率要用日期，不计这些线索，另列件数。"
reader.en = "Conclusion and verification count it; the curves, verification within a year and by year of conclusion, and the review rate need the day: it is left out there, and counted beside."
why.zh = "结论不靠日期，时间口径靠日期；日期宁缺不编"
why.en = "an outcome needs no day, a time does; better none than an invented one"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.concluded_on as concluded_on, c.transferred_on as transferred_on
from clues c
where c.concluded_undated and c.concluded_on is null and c.outcome <> 'pending'
order by c.clue_id
