/*
level = "warns"
rows = "inspections"
column = "feedback_on"
affects = ["findings", "completion_rate"]
title.zh = "已反馈而没有问题"
title.en = "Fed back without a finding"
wrong.zh = "{feedback_on} 已反馈，问题清单里没有一条属于这次巡察"
wrong.en = "it was fed back on {feedback_on} and has no finding"
mend.zh = "补报问题清单，或核对问题填的任务编号"
mend.en = "add its findings, or correct the inspection they name"
reader.zh = "发现问题数偏少，整改完成率的分母缺了这次巡察。"
reader.en = "Findings read too few, and completion lacks this inspection."
why.zh = "反馈的就是巡察发现的问题"
why.en = "what is fed back are findings"
*/
select i.inspection_id as inspection_id, i.org_id as org_id, i.feedback_on as feedback_on
from inspections i
left join findings f on f.inspection_id = i.inspection_id
where f.finding_id is null and i.feedback_on <= $as_of
order by i.inspection_id
