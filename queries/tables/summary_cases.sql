/*
title.zh = "总结：典型案例"
title.en = "Summary: cases"
question.zh = "有哪些典型案例，每个追回多少、发还多少人、记了几种数量？"
question.en = "Which cases are there, what was recovered and paid back in each, and how many things were counted?"
privacy = "internal"
section = "livelihood"

[columns]
case_id = { zh = "案例编号", en = "case id", type = "text" }
case_kind = { zh = "案例类型", en = "kind", type = "code", codes = "case_kind" }
title = { zh = "标题", en = "title", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
occurred_on = { zh = "日期", en = "date", type = "date" }
recoveries = { zh = "挽损笔数", en = "sums recovered", type = "int", of = "none" }
recovered_wan = { zh = "挽回金额(万元)", en = "recovered (CNY 10,000)", type = "decimal" }
returned_wan = { zh = "返还金额(万元)", en = "returned (CNY 10,000)", type = "decimal" }
returned_people = { zh = "返还人数", en = "persons paid back", type = "int", of = "none" }
quantities = { zh = "数量种数", en = "things counted", type = "int", of = "none" }

[[caveats]]
zh = "时段按案例日期；金额和人数是注明属于该案例、截至日前挽回的，不论日期。没有挽损的金额为空，人数为 0。"
en = "The period is of the case; money and persons are those recovered under it by the as-of day, whatever their day. Without a recovery the money is empty and the persons 0."
*/
with recovered_by_case as (
    select
        r.case_id as case_id,
        count(*) as recoveries,
        sum(r.amount_wan) as recovered_wan,
        sum(r.returned_wan) as returned_wan,
        sum(r.returned_people) as returned_people
    from known_recoveries as r
    where r.case_id is not null
    group by r.case_id
),

things_by_case as (
    select
        q.case_id as case_id,
        count(*) as quantities
    from case_quantities as q
    group by q.case_id
)

select
    k.case_id as case_id,
    k.case_kind as case_kind,
    c.title as title,
    k.org_id as org_id,
    o.name as org_name,
    k.dated_on as occurred_on,
    coalesce(m.recoveries, 0) as recoveries,
    cast(m.recovered_wan as double) as recovered_wan,
    cast(m.returned_wan as double) as returned_wan,
    coalesce(m.returned_people, 0) as returned_people,
    coalesce(q.quantities, 0) as quantities
from indicator_cases as k
join known_cases as c on c.case_id = k.case_id
left join organisations as o on o.org_id = k.org_id
left join recovered_by_case as m on m.case_id = k.case_id
left join things_by_case as q on q.case_id = k.case_id
where k.dated_on between $from_date and $to_date
order by k.dated_on, k.case_id
