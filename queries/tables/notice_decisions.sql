/*
title.zh = "文书下发后的问责"
title.en = "Decisions after a notice"
question.zh = "文书下发以后，多少天内作出了处理？"
question.en = "How many days after a notice was the decision taken?"
privacy = "internal"
section = "accountability"

[columns]
action_id = { zh = "处理编号", en = "action id", type = "text" }
notice_kind = { zh = "文书类型", en = "kind of notice", type = "code", codes = "notice_kind" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
batch = { zh = "批次", en = "batch", type = "text" }
issued_on = { zh = "下发日期", en = "issued on", type = "date" }
decided_on = { zh = "处理日期", en = "decided on", type = "date" }
days = { zh = "间隔天数", en = "days", type = "int", of = "none" }
within_week = { zh = "七日内", en = "within seven days", type = "bool" }
measure = { zh = "处理方式", en = "measure", type = "code", codes = "sanction" }
form = { zh = "四种形态", en = "form", type = "code", codes = "four_forms" }
subject_level = { zh = "对象层级", en = "level of the person", type = "code", codes = "subject_level" }

[[caveats]]
zh = "只列台账里注明由哪份文书引起的处理，时段按处理日期。间隔为负的，是先处理、后下发。"
en = "Decisions whose ledger names the notice they follow; the period is of the decision. A negative number of days means that the decision came first."
*/
select
    d.action_id as action_id,
    n.notice_kind as notice_kind,
    d.org_id as org_id,
    o.name as org_name,
    n.batch as batch,
    n.issued_on as issued_on,
    d.dated_on as decided_on,
    date_diff('day', n.issued_on, d.dated_on) as days,
    case when w.action_id is not null then true else false end as within_week,
    d.measure as measure,
    d.form as form,
    d.subject_level as subject_level
from indicator_accountability_decisions as d
join known_accountability as a on a.action_id = d.action_id
join known_notices as n on n.notice_id = a.notice_id
left join indicator_notice_accountable_within_week as w on w.action_id = d.action_id
left join organisations as o on o.org_id = d.org_id
where d.dated_on between $from_date and $to_date
order by d.dated_on desc, d.action_id
