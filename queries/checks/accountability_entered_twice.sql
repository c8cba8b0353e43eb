/*
level = "warns"
rows = "accountability"
column = "action_id"
affects = ["accountability_decisions"]
title.zh = "同一人同一天同一处理不止一条"
title.en = "More than one decision of a kind on one day"
wrong.zh = "同一人在 {decided_on} 有 {same} 条{measure}"
wrong.en = "one person has {same} decisions of {measure} on {decided_on}"
mend.zh = "确属重复登记的，删去一条；同一天本来就作了两项处理的，保留不动"
mend.en = "if it was entered twice, delete one; if two decisions were made that day, keep both"
reader.zh = "处理次数可能偏多，人数不受影响。"
reader.en = "Decisions may read too many; persons are not affected."
why.zh = "一项处理登记一次"
why.en = "a decision is entered once"

[columns]
same = { zh = "相同条数", en = "of that kind", type = "int" }
*/
with together as (
    select a.person_code as person_code, a.decided_on as decided_on, a.measure as measure, count(*) as same
    from accountability a
    group by a.person_code, a.decided_on, a.measure
)
select a.action_id as action_id, a.person_code as person_code, a.decided_on as decided_on, a.measure as measure,
    t.same as same
from accountability a
join together t on t.person_code = a.person_code and t.decided_on = a.decided_on and t.measure = a.measure
where t.same > 1
order by a.action_id
