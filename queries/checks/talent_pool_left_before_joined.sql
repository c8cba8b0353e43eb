/*
level = "warns"
rows = "talent_pool"
column = "left_on"
affects = ["talent_in_pool", "talent_left"]
title.zh = "出库早于入库"
title.en = "Left before joining"
wrong.zh = "出库日期 {left_on} 早于入库日期 {joined_on}"
wrong.en = "left on {left_on}, before joining on {joined_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "在库人数可能偏少。"
reader.en = "Persons in the pool may read too few."
why.zh = "起止日期的先后是台账约定"
why.en = "the contract of the ledgers: a span ends on or after its first day"
*/
select p.person_code as person_code, p.joined_on as joined_on, p.left_on as left_on
from talent_pool p
where p.left_on < p.joined_on
order by p.person_code, p.joined_on
