/*
level = "warns"
rows = "rounds"
column = "started_on"
affects = ["inspections", "coverage_rate"]
title.zh = "轮次没有巡察任务"
title.en = "Round without inspections"
wrong.zh = "{started_on} 进驻，巡察任务里没有一条属于这一轮"
wrong.en = "it started on {started_on}, and no inspection belongs to it"
mend.zh = "补报这一轮的巡察任务，或核对任务的轮次编号"
mend.en = "add its inspections, or correct the round they name"
reader.zh = "这一轮的所有数字都是零。"
reader.en = "Every figure of this round is nought."
why.zh = "已进驻的轮次必有被巡察党组织"
why.en = "a round on site has organisations it inspects"
*/
select r.round_id as round_id, r.started_on as started_on
from rounds r
left join inspections i on i.round_id = r.round_id
where i.inspection_id is null and r.started_on <= $as_of
order by r.round_id
