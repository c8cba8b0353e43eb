/*
title.zh = "整改情况（分轮次、单位、类别、责任主体、渠道、性质）"
title.en = "Rectification by round, organisation, category, who is responsible, channel and nature"
question.zh = "哪类问题、谁负责的问题、走哪个渠道的问题整改得慢？"
question.en = "Which kinds of findings, whose, and by which channel are rectified slowly?"
privacy = "internal"
section = "rectification"

[rows]
named_by = ["breakdown", "part"]

[once]
findings_marked = "org_id"

[columns]
breakdown = { zh = "分法", en = "broken down by", type = "text" }
part = { zh = "类别", en = "part", type = "text" }
fed_back = { zh = "反馈问题", en = "findings fed back", type = "int", of = "completion_rate.denominator" }
closed_off = { zh = "已销号", en = "closed off", type = "int", of = "closed_off_rate.numerator" }
done_not_closed = { zh = "完成未销号", en = "done, not closed off", type = "int", of = "none" }
mostly_done = { zh = "基本完成", en = "basically completed", type = "int", of = "none" }
not_done = { zh = "未完成", en = "not done", type = "int", of = "none" }
done = { zh = "整改完成", en = "done", type = "int", of = "completion_rate.numerator" }
settled = { zh = "已满集中整改期", en = "past the intensive period", type = "int", of = "completion_rate.settled_denominator" }
settled_done = { zh = "其中完成", en = "of these done", type = "int", of = "completion_rate.settled_numerator" }
settled_closed_off = { zh = "其中销号", en = "of these closed off", type = "int", of = "closed_off_rate.settled_numerator" }
completion_share = { zh = "整改完成率", en = "completion rate", type = "percent" }
closed_off_share = { zh = "销号率", en = "closed-off rate", type = "percent" }
reopened = { zh = "完成后反弹", en = "reopened after completion", type = "int", of = "reopened_rate.numerator" }
due = { zh = "已到期", en = "due before the as-of day", type = "int", of = "overdue_rate.denominator" }
overdue = { zh = "逾期未完成", en = "overdue", type = "int", of = "overdue_rate.numerator" }
overdue_share = { zh = "逾期率", en = "overdue rate", type = "percent" }
overdue_upto_30 = { zh = "逾期30天以内", en = "up to 30 days", type = "int", of = "none" }
overdue_upto_90 = { zh = "逾期31–90天", en = "31–90 days", type = "int", of = "none" }
overdue_over_90 = { zh = "逾期90天以上", en = "over 90 days", type = "int", of = "none" }

[[caveats]]
zh = "每件反馈的问题只在一处：已销号、完成未销号、基本完成、未完成，四项相加为反馈数。销号以巡察办核销为准，不论单位报没报完成。"
en = "Each finding fed back stands once: closed off, done but not closed off, basically completed, not done; the four add up. Closed off is the office's ruling, whatever the organisation reports."

[[caveats]]
zh = "整改完成率、销号率只计反馈已满集中整改期的问题，未满的只列件数，不评快慢。"
en = "The rates of completion and closing-off count findings past the intensive period; younger ones are listed and not judged."

[[caveats]]
zh = "反馈、完成、销号按反馈日期计入时段；反弹按完成日期，到期、逾期按整改期限计入时段，不论是否已反馈。最后一次完成之前的反弹不计。"
en = "Fed back, done and closed off fall into the period by the feedback date; reopened by the date of completion, due and overdue by the due date, fed back or not. What came back before its latest completion is not reopened."
*/
with breakdowns as (
    select 'category' as breakdown
    union all
    select 'responsible' as breakdown
    union all
    select 'channel' as breakdown
    union all
    select 'nature' as breakdown
    union all
    select 'round' as breakdown
    union all
    select 'org' as breakdown
),

findings_marked as (
    select
        c.category as category,
        c.responsible as responsible,
        c.channel as channel,
        c.nature as nature,
        c.round_id as round_id,
        c.org_id as org_id,
        1 as is_fed_back,
        1 - c.young as is_settled,
        c.numerator as is_done,
        k.numerator as is_closed_off,
        case when f.completion = 'mostly_done' then 1 else 0 end as is_mostly_done,
        0 as is_reopened,
        0 as is_due,
        cast(null as bigint) as days_over
    from indicator_completion_rate as c
    join indicator_closed_off_rate as k on k.finding_id = c.finding_id
    join known_findings as f on f.finding_id = c.finding_id
    where c.dated_on between $from_date and $to_date
    union all
    select r.category, r.responsible, r.channel, r.nature, r.round_id, r.org_id, 0, 0, 0, 0, 0, r.numerator, 0, null
    from indicator_reopened_rate as r
    where r.numerator = 1
        and r.dated_on between $from_date and $to_date
    union all
    select
        d.category, d.responsible, d.channel, d.nature, d.round_id, d.org_id, 0, 0, 0, 0, 0, 0, d.denominator,
        case when d.numerator = 1 then date_diff('day', d.dated_on, $as_of) end
    from indicator_overdue_rate as d
    where d.dated_on between $from_date and $to_date
),

findings_by_part as (
    select
        b.breakdown as breakdown,
        case
            when b.breakdown = 'category' then f.category
            when b.breakdown = 'responsible' then f.responsible
            when b.breakdown = 'channel' then f.channel
            when b.breakdown = 'nature' then f.nature
            when b.breakdown = 'round' then f.round_id
            else f.org_id
        end as part,
        f.is_fed_back as is_fed_back,
        f.is_settled as is_settled,
        f.is_done as is_done,
        f.is_closed_off as is_closed_off,
        f.is_mostly_done as is_mostly_done,
        f.is_reopened as is_reopened,
        f.is_due as is_due,
        f.days_over as days_over
    from findings_marked as f
    cross join breakdowns as b
),

counts as (
    select
        f.breakdown as breakdown,
        f.part as part,
        count(case when f.is_fed_back = 1 then 1 end) as fed_back,
        count(case when f.is_closed_off = 1 then 1 end) as closed_off,
        count(case when f.is_closed_off = 0 and f.is_done = 1 then 1 end) as done_not_closed,
        count(case when f.is_closed_off = 0 and f.is_done = 0 and f.is_mostly_done = 1 then 1 end) as mostly_done,
        count(case when f.is_done = 1 then 1 end) as done,
        count(case when f.is_settled = 1 then 1 end) as settled,
        count(case when f.is_settled = 1 and f.is_done = 1 then 1 end) as settled_done,
        count(case when f.is_settled = 1 and f.is_closed_off = 1 then 1 end) as settled_closed_off,
        count(case when f.is_reopened = 1 then 1 end) as reopened,
        count(case when f.is_due = 1 then 1 end) as due,
        count(f.days_over) as overdue,
        count(case when f.days_over <= 30 then 1 end) as overdue_upto_30,
        count(case when f.days_over between 31 and 90 then 1 end) as overdue_upto_90,
        count(case when f.days_over > 90 then 1 end) as overdue_over_90
    from findings_by_part as f
    group by f.breakdown, f.part
)

select
    c.breakdown as breakdown,
    c.part as part,
    c.fed_back as fed_back,
    c.closed_off as closed_off,
    c.done_not_closed as done_not_closed,
    c.mostly_done as mostly_done,
    c.fed_back - c.closed_off - c.done_not_closed - c.mostly_done as not_done,
    c.done as done,
    c.settled as settled,
    c.settled_done as settled_done,
    c.settled_closed_off as settled_closed_off,
    cast(c.settled_done as double) / nullif(c.settled, 0) as completion_share,
    cast(c.settled_closed_off as double) / nullif(c.settled, 0) as closed_off_share,
    c.reopened as reopened,
    c.due as due,
    c.overdue as overdue,
    cast(c.overdue as double) / nullif(c.due, 0) as overdue_share,
    c.overdue_upto_30 as overdue_upto_30,
    c.overdue_upto_90 as overdue_upto_90,
    c.overdue_over_90 as overdue_over_90
from counts as c
order by c.breakdown, case when c.part is null then 1 else 0 end, c.part
