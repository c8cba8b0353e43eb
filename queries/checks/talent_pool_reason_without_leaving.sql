/*
level = "warns"
rows = "talent_pool"
column = "left_on"
affects = ["talent_in_pool", "talent_left"]
title.zh = "有出库原因而没有出库日期"
title.en = "A reason to leave without leaving"
wrong.zh = "出库原因是{left_reason}，出库日期是空的"
wrong.en = "the reason of leaving is “{left_reason}”, without a date"
mend.zh = "填写出库日期，或删去原因"
mend.en = "give the day, or take the reason out"
reader.zh = "在库人数可能偏多。"
reader.en = "Persons in the pool may read too many."
why.zh = "出库的写明日期"
why.en = "who leaves has a day of leaving"
*/
select p.person_code as person_code, p.joined_on as joined_on, p.left_reason as left_reason, p.left_on as left_on
from talent_pool p
where p.left_reason is not null and p.left_on is null
order by p.person_code, p.joined_on
