/*
title.zh = "整改情况（分轮次、单位、类别、责任主体、渠道、性质）"
title.en = "Rectification by round, organisation, category, who is responsible, channel and nature"
question.zh = "哪类问题、谁负责的问题、走哪个渠道的问题整改得慢？"
question.en = "Which kinds of findings, whose, and by which channel are rectified slowly?"
privacy = "internal"
section = "rectification"

[columns]
breakdown = { zh = "分法", en = "broken down by", type = "text" }
part = { zh = "类别", en = "part", type = "text" }
fed_back = { zh = "反馈问题", en = "findings fed back", type = "int" }
closed_off = { zh = "已销号", en = "closed off", type = "int" }
done_not_closed = { zh = "完成未销号", en = "done, not closed off", type = "int" }
mostly_done = { zh = "基本完成", en = "basically completed", type = "int" }
not_done = { zh = "未完成", en = "not done", type = "int" }
done = { zh = "整改完成", en = "done", type = "int" }
completion_share = { zh = "整改完成率", en = "completion rate", type = "percent" }
closed_off_share = { zh = "销号率", en = "closed-off rate", type = "percent" }
reopened = { zh = "完成后反弹", en = "reopened after completion", type = "int" }
due = { zh = "已到期", en = "due before the as-of day", type = "int" }
overdue = { zh = "逾期未完成", en = "overdue", type = "int" }
overdue_share = { zh = "逾期率", en = "overdue rate", type = "percent" }
overdue_upto_30 = { zh = "逾期30天以内", en = "up to 30 days", type = "int" }
overdue_upto_90 = { zh = "逾期31–90天", en = "31–90 days", type = "int" }
overdue_over_90 = { zh = "逾期90天以上", en = "over 90 days", type = "int" }

[[caveats]]
zh = "每件反馈的问题只在一处：已销号、完成未销号、基本完成、未完成，四项相加为反馈数。销号以巡察办核销为准，不论单位报没报完成。"
en = "Each finding fed back stands once: closed off, done but not closed off, basically completed, not done; the four add up. Closed off is the office's ruling, whatever the organisation reports."

[[caveats]]
zh = "反馈、完成、销号、反弹按反馈日期计入时段；到期、逾期按整改期限计入时段，不论是否已反馈。"
en = "Fed back, done, closed off and reopened fall into the period by the feedback date; due and overdue by the due date, fed back or not."
*/
with findings_fed_back as (
    select
        c.finding_id as finding_id,
        c.round_id as round_id,
        c.org_id as org_id,
        c.category as category,
        c.responsible as responsible,
        c.channel as channel,
        c.nature as nature,
        c.numerator as is_done,
        k.numerator as is_closed_off,
        case when f.completion = 'mostly_done' then 1 else 0 end as is_mostly_done,
        case when f.reopened_on <= $as_of and c.numerator = 1 then 1 else 0 end as is_reopened
    from indicator_completion_rate as c
    join indicator_closed_off_rate as k on k.finding_id = c.finding_id
    join findings as f on f.finding_id = c.finding_id
    where c.dated_on between $from_date and $to_date
),

findings_past_due as (
    select
        d.finding_id as finding_id,
        d.round_id as round_id,
        d.org_id as org_id,
        d.category as category,
        d.responsible as responsible,
        d.channel as channel,
        d.nature as nature,
        d.numerator as is_overdue,
        date_diff('day', d.dated_on, $as_of) as days_over
    from indicator_overdue_rate as d
    where d.dated_on between $from_date and $to_date
),

feedback_by_part as (
    select 'category' as breakdown, c.category as part, c.is_done as is_done, c.is_closed_off as is_closed_off,
        c.is_mostly_done as is_mostly_done, c.is_reopened as is_reopened
    from findings_fed_back as c
    union all
    select 'responsible' as breakdown, r.responsible as part, r.is_done as is_done, r.is_closed_off as is_closed_off,
        r.is_mostly_done as is_mostly_done, r.is_reopened as is_reopened
    from findings_fed_back as r
    union all
    select 'channel' as breakdown, h.channel as part, h.is_done as is_done, h.is_closed_off as is_closed_off,
        h.is_mostly_done as is_mostly_done, h.is_reopened as is_reopened
    from findings_fed_back as h
    union all
    select 'nature' as breakdown, n.nature as part, n.is_done as is_done, n.is_closed_off as is_closed_off,
        n.is_mostly_done as is_mostly_done, n.is_reopened as is_reopened
    from findings_fed_back as n
    union all
    select 'round' as breakdown, u.round_id as part, u.is_done as is_done, u.is_closed_off as is_closed_off,
        u.is_mostly_done as is_mostly_done, u.is_reopened as is_reopened
    from findings_fed_back as u
    union all
    select 'org' as breakdown, o.org_id as part, o.is_done as is_done, o.is_closed_off as is_closed_off,
        o.is_mostly_done as is_mostly_done, o.is_reopened as is_reopened
    from findings_fed_back as o
),

due_by_part as (
    select 'category' as breakdown, c.category as part, c.is_overdue as is_overdue, c.days_over as days_over
    from findings_past_due as c
    union all
    select 'responsible' as breakdown, r.responsible as part, r.is_overdue as is_overdue, r.days_over as days_over
    from findings_past_due as r
    union all
    select 'channel' as breakdown, h.channel as part, h.is_overdue as is_overdue, h.days_over as days_over
    from findings_past_due as h
    union all
    select 'nature' as breakdown, n.nature as part, n.is_overdue as is_overdue, n.days_over as days_over
    from findings_past_due as n
    union all
    select 'round' as breakdown, u.round_id as part, u.is_overdue as is_overdue, u.days_over as days_over
    from findings_past_due as u
    union all
    select 'org' as breakdown, o.org_id as part, o.is_overdue as is_overdue, o.days_over as days_over
    from findings_past_due as o
),

feedback_counts as (
    select
        f.breakdown as breakdown,
        coalesce(f.part, '') as part,
        count(*) as fed_back,
        count(case when f.is_closed_off = 1 then 1 end) as closed_off,
        count(case when f.is_closed_off = 0 and f.is_done = 1 then 1 end) as done_not_closed,
        count(case when f.is_closed_off = 0 and f.is_done = 0 and f.is_mostly_done = 1 then 1 end) as mostly_done,
        count(case when f.is_done = 1 then 1 end) as done,
        count(case when f.is_reopened = 1 then 1 end) as reopened
    from feedback_by_part as f
    group by f.breakdown, coalesce(f.part, '')
),

due_counts as (
    select
        d.breakdown as breakdown,
        coalesce(d.part, '') as part,
        count(*) as due,
        count(case when d.is_overdue = 1 then 1 end) as overdue,
        count(case when d.is_overdue = 1 and d.days_over <= 30 then 1 end) as overdue_upto_30,
        count(case when d.is_overdue = 1 and d.days_over between 31 and 90 then 1 end) as overdue_upto_90,
        count(case when d.is_overdue = 1 and d.days_over > 90 then 1 end) as overdue_over_90
    from due_by_part as d
    group by d.breakdown, coalesce(d.part, '')
),

parts as (
    select f.breakdown as breakdown, f.part as part
    from feedback_counts as f
    union
    select d.breakdown as breakdown, d.part as part
    from due_counts as d
)

select
    p.breakdown as breakdown,
    case when p.part = '' then null else p.part end as part,
    coalesce(f.fed_back, 0) as fed_back,
    coalesce(f.closed_off, 0) as closed_off,
    coalesce(f.done_not_closed, 0) as done_not_closed,
    coalesce(f.mostly_done, 0) as mostly_done,
    coalesce(f.fed_back - f.closed_off - f.done_not_closed - f.mostly_done, 0) as not_done,
    coalesce(f.done, 0) as done,
    cast(f.done as double) / nullif(f.fed_back, 0) as completion_share,
    cast(f.closed_off as double) / nullif(f.fed_back, 0) as closed_off_share,
    coalesce(f.reopened, 0) as reopened,
    coalesce(d.due, 0) as due,
    coalesce(d.overdue, 0) as overdue,
    cast(d.overdue as double) / nullif(d.due, 0) as overdue_share,
    coalesce(d.overdue_upto_30, 0) as overdue_upto_30,
    coalesce(d.overdue_upto_90, 0) as overdue_upto_90,
    coalesce(d.overdue_over_90, 0) as overdue_over_90
from parts as p
left join feedback_counts as f on f.breakdown = p.breakdown and f.part = p.part
left join due_counts as d on d.breakdown = p.breakdown and d.part = p.part
order by p.breakdown, case when p.part = '' then 1 else 0 end, p.part
