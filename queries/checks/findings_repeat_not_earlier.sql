/*
level = "warns"
rows = "findings"
column = "repeat_of"
title.zh = "重复的问题不在前"
title.en = "Repeat of what was not earlier"
wrong.zh = "重复问题 {repeat_of} 发现于 {first_found_on}，不早于本条的 {found_on}"
wrong.en = "it repeats {repeat_of}, found on {first_found_on}, not before its own {found_on}"
mend.zh = "核对重复问题的编号"
mend.en = "correct the finding it repeats"
reader.zh = "重复发生的问题数不可靠。"
reader.en = "Repeated findings cannot be relied on."
why.zh = "重复指以前发现过、这次又发现"
why.en = "a repeat was found before"

[columns]
first_found_on = { zh = "重复问题的发现日期", en = "first found on", type = "date" }
*/
select f.finding_id as finding_id, f.found_on as found_on, f.repeat_of as repeat_of, p.found_on as first_found_on
from findings f
join findings p on p.finding_id = f.repeat_of
where p.found_on >= f.found_on
order by f.finding_id
