/*
title.zh = "总结：集中约谈与限期整改建议书"
title.en = "Summary: joint summons"
question.zh = "每一批文书召集了多少个单位，针对几类问题，一周内问责多少人？"
question.en = "How many organisations did each batch of notices summon, over how many kinds of problem, and how many persons were held accountable within a week?"
privacy = "internal"
section = "rectification"

[columns]
batch = { zh = "批次", en = "batch", type = "text" }
first_notice_id = { zh = "首份文书编号", en = "first notice's id", type = "text" }
issued_on = { zh = "下发日期", en = "issued on", type = "date" }
notices = { zh = "文书份数", en = "notices", type = "int", of = "none" }
organisations = { zh = "召集单位", en = "organisations", type = "int", of = "none" }
problem_kinds = { zh = "限期整改问题类别", en = "kinds of problem with a time limit", type = "int", of = "none" }
accountable_within_week = { zh = "一周内问责人数", en = "persons within a week", type = "int", of = "none" }

[[caveats]]
zh = "台账注明同一批次的文书为一批，下发日期不同的取最早一天，时段按这一天；选中的一批，全部文书都计。"
en = "Notices whose ledger names the same batch are one, of the first of their days; the period is of that day, and all notices of a batch that lies in it count."

[[caveats]]
zh = "问题类别只看限期整改建议书，按台账文字去重；一周内问责指因这一批文书、下发后七日内受到处理的人员，按人去重。"
en = "Kinds are those of the time-limited proposals, told apart by their text; within a week: persons dealt with over a notice of the batch within seven days of its issue, each once."
*/
with notices_of_batch as (
    select
        n.notice_id as notice_id,
        n.batch as batch,
        n.issued_on as issued_on,
        n.org_id as org_id,
        n.notice_kind as notice_kind,
        n.problem_kind as problem_kind
    from known_notices as n
    where n.batch is not null
),

batches as (
    select
        n.batch as batch,
        min(n.notice_id) as first_notice_id,
        min(n.issued_on) as issued_on,
        count(*) as notices,
        count(distinct n.org_id) as organisations,
        count(distinct case when n.notice_kind = 'deadline' then n.problem_kind end) as problem_kinds
    from notices_of_batch as n
    group by n.batch
),

accountable_by_batch as (
    select
        n.batch as batch,
        count(distinct p.person_code) as persons
    from indicator_notice_accountable_within_week as p
    join known_accountability as a on a.action_id = p.action_id
    join notices_of_batch as n on n.notice_id = a.notice_id
    group by n.batch
)

select
    b.batch as batch,
    b.first_notice_id as first_notice_id,
    b.issued_on as issued_on,
    b.notices as notices,
    b.organisations as organisations,
    b.problem_kinds as problem_kinds,
    coalesce(p.persons, 0) as accountable_within_week
from batches as b
left join accountable_by_batch as p on p.batch = b.batch
where b.issued_on between $from_date and $to_date
order by b.issued_on, b.first_notice_id
