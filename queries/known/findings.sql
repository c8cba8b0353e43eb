/*
row.zh = "截至日已发现的问题；此后的反馈、完成、销号、反弹尚未发生；标明完成日期不详的从数据版本的截至日起算完成、没有日期，在此之前算未完成。基本完成是否算完成，由设置 ruling.mostly_done_is_done 定；反弹须在最后一次完成之后"
row.en = "a finding made by the as-of day; feedback, completion, closing-off and reopening of a later day have not come; one marked as of unknown day is done, without a day, from the data version's own as-of day on and not before. Whether mostly done is done is the setting ruling.mostly_done_is_done; reopened is after the latest completion"

[rests_on]
is_done = "mostly_done_is_done"
is_reopened = "mostly_done_is_done"
completion = "mostly_done_is_done"
completed_on = "mostly_done_is_done"
is_undated = "mostly_done_is_done"
*/
with version_known as (
    -- the day the ledgers were made up to: what has no day of its own was known then, and nobody can say since when
    select max(v.as_of) as made_up_to
    from data_version as v
),

findings_made as (
    select
        f.finding_id as finding_id,
        i.org_id as org_id,
        f.inspection_id as inspection_id,
        i.round_id as round_id,
        f.category as category,
        f.aspect as aspect,
        f.scope as finding_scope,
        f.nature as nature,
        f.channel as channel,
        f.responsible as responsible,
        f.livelihood as livelihood,
        f.key_focus as key_focus,
        f.source as finding_source,
        f.reinspection_outcome as reinspection_outcome,
        f.repeat_of as repeat_of,
        f.found_on as found_on,
        case when i.feedback_on <= $as_of then i.feedback_on end as feedback_on,
        f.due_on as due_on,
        f.completion as reported,
        f.completed_on as reported_on,
        case when f.closed_off_on <= $as_of then f.closed_off_on end as closed_off_on,
        case when f.reopened_on <= $as_of then f.reopened_on end as reopened_on,
        case
            when d.completion is not null and f.completed_on <= $as_of then 1
            when d.completion is not null and f.completed_on is null and f.completed_undated and v.made_up_to <= $as_of
                then 1
            else 0
        end as is_done,
        case
            when d.completion is not null and f.completed_on is null and f.completed_undated then 1
            else 0
        end as is_undated
    from findings as f
    cross join version_known as v
    left join known_completions as d on d.completion = f.completion
    left join inspections as i on i.inspection_id = f.inspection_id
    where f.found_on <= $as_of
)

select
    finding_id, org_id, inspection_id, round_id,
    category, aspect, finding_scope, nature, channel, responsible, livelihood, key_focus, repeat_of,
    finding_source, reinspection_outcome,
    found_on, feedback_on, due_on, closed_off_on, reopened_on,
    case when is_done = 1 then reported_on end as completed_on,
    -- what is reported as done, but not on a day up to the as-of day, was still being worked on
    case when is_done = 1 then 'done' when reported = 'done' then 'in_progress' else reported end as completion,
    is_done,
    case when closed_off_on is not null then 1 else 0 end as is_closed_off,
    case when is_done = 1 and reopened_on > reported_on then 1 else 0 end as is_reopened,
    case when due_on < $as_of then 1 else 0 end as is_past_due,
    is_undated
from findings_made
