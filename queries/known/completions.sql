/*
row.zh = "算作完成的一种完成情况：已完成；设置 ruling.mostly_done_is_done 为 1 时还有基本完成"
row.en = "a state of completion that counts as done: done, and mostly done where the setting ruling.mostly_done_is_done is 1"

[rests_on]
completion = "mostly_done_is_done"
*/
select 'done' as completion
union all
select 'mostly_done' as completion
from setting as s
where s.name = 'ruling' and s.key = 'mostly_done_is_done' and s.value > 0
