/*
level = "warns"
rows = "talent_pool"
column = "joined_on"
affects = ["talent_joined", "talent_in_pool"]
title.zh = "未出库又入库"
title.en = "Joined again without leaving"
wrong.zh = "{joined_on} 入库时，同一人上一次入库（{before_joined_on}）还没有出库（出库日期 {before_left_on}）"
wrong.en = "joined on {joined_on}, while the row of {before_joined_on} had not left (left {before_left_on})"
mend.zh = "补填前一条的出库日期；确属重复登记的，删去一条"
mend.en = "give the day of leaving of the row before; if it was entered twice, delete one"
reader.zh = "入库人次可能偏多。"
reader.en = "Those who joined may read too many."
why.zh = "一人出库后才能再次入库"
why.en = "a person comes back after having left"

[columns]
before_joined_on = "talent_pool.joined_on"
before_left_on = "talent_pool.left_on"
*/
with following as (
    select p.person_code as person_code, p.joined_on as joined_on,
        lag(p.joined_on) over (partition by p.person_code order by p.joined_on) as before_joined_on,
        lag(p.left_on) over (partition by p.person_code order by p.joined_on) as before_left_on
    from talent_pool p
)
select f.person_code as person_code, f.joined_on as joined_on, f.before_joined_on as before_joined_on,
    f.before_left_on as before_left_on
from following f
where f.before_joined_on is not null and (f.before_left_on is null or f.before_left_on > f.joined_on)
order by f.person_code, f.joined_on
