/*
level = "warns"
rows = "inspections"
column = "feedback_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "撤点已久仍无反馈日期"
title.en = "No feedback date long after leaving the site"
wrong.zh = "{onsite_end} 撤点，{days} 天后反馈日期仍是空的"
wrong.en = "it left the site on {onsite_end}, and {days} days later there is no feedback date"
mend.zh = "补填反馈日期；确未反馈的可以接受"
mend.en = "give the feedback date, or accept it if there was none"
reader.zh = "没有反馈日期，它的问题不进整改完成率和销号率。"
reader.en = "Without it, its findings are missing from completion and closing-off."
why.zh = "界限是设置 check.feedback_missing，默认 180 天；各地从撤点到反馈多为一至三个月"
why.en = "the threshold is the setting check.feedback_missing, 180 days by default; one to three months are usual"

[columns]
days = { zh = "撤点后天数", en = "days since", type = "int" }
*/
with threshold as (
    select max(s.value) as days from setting s where s.name = 'check' and s.key = 'feedback_missing'
)
select i.inspection_id as inspection_id, i.onsite_end as onsite_end, i.feedback_on as feedback_on,
    date_diff('day', i.onsite_end, $as_of) as days
from inspections i
cross join threshold h
where i.feedback_on is null and date_diff('day', i.onsite_end, $as_of) > h.days
order by i.inspection_id
