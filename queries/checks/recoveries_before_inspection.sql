/*
level = "warns"
rows = "recoveries"
column = "recovered_on"
affects = ["recovered_wan"]
title.zh = "挽回早于巡察进驻"
title.en = "Recovered before the inspection"
wrong.zh = "挽回日期 {recovered_on} 早于所填任务的进驻日期 {onsite_start}"
wrong.en = "recovered on {recovered_on}, before its inspection began on {onsite_start}"
mend.zh = "核对挽回日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "不是这次巡察挽回的，挽回金额可能偏大。"
reader.en = "It did not come of this inspection: sums recovered may read too high."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select x.recovery_id as recovery_id, x.inspection_id as inspection_id, x.recovered_on as recovered_on,
    i.onsite_start as onsite_start
from recoveries x
join inspections i on i.inspection_id = x.inspection_id
where x.recovered_on < i.onsite_start
order by x.recovery_id
