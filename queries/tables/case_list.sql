/*
title.zh = "典型案例"
title.en = "Cases"
question.zh = "解决了哪些实际问题，数量是多少？"
question.en = "Which problems were solved for people, and how much of each?"
privacy = "internal"
section = "livelihood"

[columns]
case_id = { zh = "案例编号", en = "case id", type = "text" }
case_kind = { zh = "案例类型", en = "kind", type = "code", codes = "case_kind" }
title = { zh = "标题", en = "title", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
occurred_on = { zh = "日期", en = "date", type = "date" }
thing = { zh = "事物", en = "thing counted", type = "text" }
quantity = { zh = "数量", en = "quantity", type = "decimal" }
unit = { zh = "单位", en = "unit", type = "text" }
recovered_wan = { zh = "挽回金额(万元)", en = "recovered (CNY 10,000)", type = "decimal" }
returned_wan = { zh = "返还金额(万元)", en = "returned (CNY 10,000)", type = "decimal" }
returned_people = { zh = "返还人数", en = "persons paid back", type = "int", of = "none" }
round_id = { zh = "轮次", en = "round", type = "round" }

[[caveats]]
zh = "一个案例有几种数量就列几行；金额和返还人数是注明属于该案例的挽回损失之和，在该案例的每一行上相同，不能相加。"
en = "A case has a row per thing counted; the money and the persons paid back are all that was recovered under the case, the same on each of its rows: do not add it up."
*/
with recovered_by_case as (
    select
        r.case_id as case_id,
        sum(r.amount_wan) as recovered_wan,
        sum(r.returned_wan) as returned_wan,
        sum(r.returned_people) as returned_people
    from known_recoveries as r
    where r.case_id is not null
    group by r.case_id
)

select
    k.case_id as case_id,
    k.case_kind as case_kind,
    c.title as title,
    k.org_id as org_id,
    o.name as org_name,
    k.dated_on as occurred_on,
    q.thing as thing,
    q.quantity as quantity,
    q.unit as unit,
    cast(m.recovered_wan as double) as recovered_wan,
    cast(m.returned_wan as double) as returned_wan,
    cast(m.returned_people as bigint) as returned_people,
    k.round_id as round_id
from indicator_cases as k
join known_cases as c on c.case_id = k.case_id
left join organisations as o on o.org_id = k.org_id
left join case_quantities as q on q.case_id = k.case_id
left join recovered_by_case as m on m.case_id = k.case_id
where k.dated_on between $from_date and $to_date
order by k.dated_on desc, k.case_id, q.thing
