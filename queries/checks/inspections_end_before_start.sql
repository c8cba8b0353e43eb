/*
level = "refuses"
rows = "inspections"
column = "onsite_end"
title.zh = "撤点早于进驻"
title.en = "Leaves the site before it enters"
wrong.zh = "撤点日期 {onsite_end} 早于进驻日期 {onsite_start}"
wrong.en = "on site to {onsite_end}, before on site from {onsite_start}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "进驻多少天算不出来。"
reader.en = "Days on site cannot be counted."
why.zh = "起止日期的先后是台账约定"
why.en = "the contract of the ledgers: a span ends on or after its first day"
*/
select i.inspection_id as inspection_id, i.onsite_start as onsite_start, i.onsite_end as onsite_end
from inspections i
where i.onsite_end < i.onsite_start
order by i.inspection_id
