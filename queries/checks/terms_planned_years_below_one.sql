/*
level = "refuses"
rows = "terms"
column = "planned_years"
title.zh = "规划年数小于 1"
title.en = "Planned years below one"
wrong.zh = "规划年数填的是 {planned_years}"
wrong.en = "the planned years are {planned_years}"
mend.zh = "填写本届规划几年实现全覆盖，一般为 5"
mend.en = "give the years planned for full coverage, usually 5"
reader.zh = "应达覆盖进度按规划年数折算，年数不对就没有进度线。"
reader.en = "The planned pace of coverage is made of these years; without them there is no plan line."
why.zh = "计划覆盖率 = 已过年数 ÷ 规划年数"
why.en = "planned coverage is years passed out of years planned"
*/
select t.term_no as term_no, t.planned_years as planned_years
from terms t
where t.planned_years < 1
order by t.term_no
