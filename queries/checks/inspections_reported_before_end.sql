/*
level = "warns"
rows = "inspections"
column = "reported_on"
title.zh = "汇报早于撤点"
title.en = "Reported before leaving the site"
wrong.zh = "汇报日期 {reported_on} 早于撤点日期 {onsite_end}"
wrong.en = "the report {reported_on} is before the end on site {onsite_end}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "汇报用时不可靠。"
reader.en = "Days to the report cannot be relied on."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.onsite_end as onsite_end, i.reported_on as reported_on
from inspections i
where i.reported_on < i.onsite_end
order by i.inspection_id
