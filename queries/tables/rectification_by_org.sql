/*
title.zh = "整改情况（分单位）"
title.en = "Rectification by organisation"
question.zh = "各党组织反馈的问题整改了多少、销号了多少、逾期多少？"
question.en = "How much of what was fed back has each organisation rectified, how much is verified, how much is late?"
privacy = "internal"
section = "rectification"

[once]
feedback_by_org = "org_id"
due_by_org = "org_id"
organisations_counted = "org_id"

[columns]
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
parent_id = { zh = "所属乡镇", en = "parent township", type = "org" }
inspections = { zh = "巡察次数", en = "inspections", type = "int", of = "none" }
fed_back = { zh = "反馈问题", en = "findings fed back", type = "int", of = "completion_rate.denominator" }
done = { zh = "整改完成", en = "done", type = "int", of = "completion_rate.numerator" }
mostly_done = { zh = "基本完成", en = "basically completed", type = "int", of = "none" }
closed_off = { zh = "已销号", en = "closed off", type = "int", of = "closed_off_rate.numerator" }
settled = { zh = "已满集中整改期", en = "past the intensive period", type = "int", of = "completion_rate.settled_denominator" }
settled_done = { zh = "其中完成", en = "of these done", type = "int", of = "completion_rate.settled_numerator" }
settled_closed_off = { zh = "其中销号", en = "of these closed off", type = "int", of = "closed_off_rate.settled_numerator" }
completion_share = { zh = "整改完成率", en = "completion rate", type = "percent" }
closed_off_share = { zh = "销号率", en = "closed-off rate", type = "percent" }
done_not_closed = { zh = "完成未销号", en = "done, not closed off", type = "int", of = "none" }
due = { zh = "已到期", en = "due before the as-of day", type = "int", of = "overdue_rate.denominator" }
on_time = { zh = "按期完成", en = "done on time", type = "int", of = "on_time_rate.numerator" }
on_time_of = { zh = "可判是否按期", en = "of which it is known", type = "int", of = "on_time_rate.denominator" }
on_time_share = { zh = "按期完成率", en = "on-time rate", type = "percent" }
overdue = { zh = "逾期未完成", en = "overdue", type = "int", of = "overdue_rate.numerator" }
overdue_share = { zh = "逾期率", en = "overdue rate", type = "percent" }
overdue_upto_30 = { zh = "逾期30天以内", en = "up to 30 days", type = "int", of = "none" }
overdue_upto_90 = { zh = "逾期31–90天", en = "31–90 days", type = "int", of = "none" }
overdue_over_90 = { zh = "逾期90天以上", en = "over 90 days", type = "int", of = "none" }
oldest_overdue_days = { zh = "最长逾期天数", en = "longest overdue, days", type = "int", of = "none" }

[[caveats]]
zh = "反馈、完成、销号按反馈日期计入时段；到期、按期、逾期按整改期限计入时段，不论是否已反馈。"
en = "Fed back, done and closed off fall into the period by the feedback date; due, on time and overdue by the due date, fed back or not."

[[caveats]]
zh = "整改完成率、销号率只计反馈已满集中整改期的问题，未满的只列件数，不评快慢。"
en = "The rates of completion and closing-off count findings past the intensive period; younger ones are listed and not judged."

[[caveats]]
zh = "“基本完成”是否算完成，按本单位的规定，不算的单列；完成日期在截至日之后的不算完成。"
en = "Whether basically completed is done is the office's ruling; where it is not it stands apart. What is completed after the as-of day is not done."
*/
with findings_fed_back as (
    select
        c.finding_id as finding_id,
        c.org_id as org_id,
        c.numerator as is_done,
        k.numerator as is_closed_off,
        c.young as young,
        case when f.completion = 'mostly_done' then 1 else 0 end as is_mostly_done
    from indicator_completion_rate as c
    join indicator_closed_off_rate as k on k.finding_id = c.finding_id
    join known_findings as f on f.finding_id = c.finding_id
    where c.dated_on between $from_date and $to_date
),

findings_past_due as (
    select
        d.finding_id as finding_id,
        d.org_id as org_id,
        d.numerator as is_overdue,
        d.denominator as is_due,
        t.numerator as is_on_time,
        t.denominator as is_timed,
        date_diff('day', d.dated_on, $as_of) as days_over
    from indicator_overdue_rate as d
    join indicator_on_time_rate as t on t.finding_id = d.finding_id
    where d.dated_on between $from_date and $to_date
),

feedback_by_org as (
    select
        f.org_id as org_id,
        count(*) as fed_back,
        count(case when f.is_done = 1 then 1 end) as done,
        count(case when f.is_mostly_done = 1 then 1 end) as mostly_done,
        count(case when f.is_closed_off = 1 then 1 end) as closed_off,
        count(case when f.is_done = 1 and f.is_closed_off = 0 then 1 end) as done_not_closed,
        count(case when f.young = 0 then 1 end) as settled,
        count(case when f.young = 0 and f.is_done = 1 then 1 end) as settled_done,
        count(case when f.young = 0 and f.is_closed_off = 1 then 1 end) as settled_closed_off
    from findings_fed_back as f
    group by f.org_id
),

due_by_org as (
    select
        d.org_id as org_id,
        count(case when d.is_due = 1 then 1 end) as due,
        count(case when d.is_on_time = 1 then 1 end) as on_time,
        count(case when d.is_timed = 1 then 1 end) as on_time_of,
        count(case when d.is_overdue = 1 then 1 end) as overdue,
        count(case when d.is_overdue = 1 and d.days_over <= 30 then 1 end) as overdue_upto_30,
        count(case when d.is_overdue = 1 and d.days_over between 31 and 90 then 1 end) as overdue_upto_90,
        count(case when d.is_overdue = 1 and d.days_over > 90 then 1 end) as overdue_over_90,
        max(case when d.is_overdue = 1 then d.days_over end) as oldest_overdue_days
    from findings_past_due as d
    group by d.org_id
),

findings_counted as (
    select
        f.finding_id as finding_id,
        f.org_id as org_id
    from findings_fed_back as f
    union
    select
        d.finding_id as finding_id,
        d.org_id as org_id
    from findings_past_due as d
),

organisations_counted as (
    select
        n.org_id as org_id,
        count(distinct f.inspection_id) as inspections
    from findings_counted as n
    join known_findings as f on f.finding_id = n.finding_id
    group by n.org_id
)

select
    n.org_id as org_id,
    o.name as org_name,
    o.org_class as org_class,
    o.parent_id as parent_id,
    n.inspections as inspections,
    coalesce(b.fed_back, 0) as fed_back,
    coalesce(b.done, 0) as done,
    coalesce(b.mostly_done, 0) as mostly_done,
    coalesce(b.closed_off, 0) as closed_off,
    coalesce(b.settled, 0) as settled,
    coalesce(b.settled_done, 0) as settled_done,
    coalesce(b.settled_closed_off, 0) as settled_closed_off,
    cast(b.settled_done as double) / nullif(b.settled, 0) as completion_share,
    cast(b.settled_closed_off as double) / nullif(b.settled, 0) as closed_off_share,
    coalesce(b.done_not_closed, 0) as done_not_closed,
    coalesce(d.due, 0) as due,
    coalesce(d.on_time, 0) as on_time,
    coalesce(d.on_time_of, 0) as on_time_of,
    cast(d.on_time as double) / nullif(d.on_time_of, 0) as on_time_share,
    coalesce(d.overdue, 0) as overdue,
    cast(d.overdue as double) / nullif(d.due, 0) as overdue_share,
    coalesce(d.overdue_upto_30, 0) as overdue_upto_30,
    coalesce(d.overdue_upto_90, 0) as overdue_upto_90,
    coalesce(d.overdue_over_90, 0) as overdue_over_90,
    d.oldest_overdue_days as oldest_overdue_days
from organisations_counted as n
left join organisations as o on o.org_id = n.org_id
left join feedback_by_org as b on b.org_id = n.org_id
left join due_by_org as d on d.org_id = n.org_id
order by coalesce(d.overdue, 0) desc, coalesce(d.oldest_overdue_days, 0) desc, n.org_id
