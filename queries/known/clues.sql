/*
row.zh = "截至日已移交的线索；此后的处置、办结、立案尚未发生，没有办结日期的结论算未办结。部分查实是否算查实，由设置 ruling.partly_is_verified 定"
row.en = "a clue transferred by the as-of day; disposal, conclusion and filing of a later day have not come, an outcome without its day is pending. Whether partly substantiated is verified is the setting ruling.partly_is_verified"

[rests_on]
is_verified = "partly_is_verified"
*/
with ruling as (
    select max(s.value) as partly_is_verified
    from setting as s
    where s.name = 'ruling' and s.key = 'partly_is_verified'
),

clues_transferred as (
    select
        c.clue_id as clue_id,
        i.org_id as org_id,
        c.inspection_id as inspection_id,
        i.round_id as round_id,
        c.handler as handler,
        c.subject_level as subject_level,
        c.discipline as discipline,
        c.midway as midway,
        coalesce(c.persons, 0) as persons,
        c.transferred_on as transferred_on,
        case when c.disposed_on > $as_of then null else c.disposal end as disposal,
        case when c.disposed_on <= $as_of and c.disposal is not null then c.disposed_on end as disposed_on,
        case when c.case_filed_on <= $as_of then c.case_filed_on end as case_filed_on,
        c.outcome as reported,
        c.concluded_on as reported_on,
        case
            when c.concluded_on <= $as_of
                and c.outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable') then 1
            else 0
        end as is_concluded,
        case
            when c.concluded_on <= $as_of and c.outcome = 'substantiated' then 1
            when c.concluded_on <= $as_of and c.outcome = 'partly' and r.partly_is_verified > 0 then 1
            else 0
        end as is_verified
    from clues as c
    cross join ruling as r
    left join inspections as i on i.inspection_id = c.inspection_id
    where c.transferred_on <= $as_of
)

select
    clue_id, org_id, inspection_id, round_id, handler, subject_level, discipline, midway, persons,
    transferred_on, disposal, disposed_on, case_filed_on,
    case when is_concluded = 1 then reported else 'pending' end as outcome,
    case when is_concluded = 1 then reported_on end as concluded_on,
    is_concluded,
    is_verified,
    case when case_filed_on is not null then 1 else 0 end as is_filed
from clues_transferred
