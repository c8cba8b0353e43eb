/*
row.zh = "截至日已移交的线索；此后的处置、办结、立案尚未发生，没有办结日期的结论算未办结，标明办结日期不详的从数据版本的截至日起算办结、没有日期，在此之前算未办结。部分查实是否算查实，由设置 ruling.partly_is_verified 定"
row.en = "a clue transferred by the as-of day; disposal, conclusion and filing of a later day have not come, an outcome without its day is pending; one marked as of unknown day is concluded, without a day, from the data version's own as-of day on and pending before. Whether partly substantiated is verified is the setting ruling.partly_is_verified"

[rests_on]
is_verified = "partly_is_verified"
*/
with ruling as (
    select max(s.value) as partly_is_verified
    from setting as s
    where s.name = 'ruling' and s.key = 'partly_is_verified'
),

version_known as (
    -- the day the ledgers were made up to: what has no day of its own was known then, and nobody can say since when
    select max(v.as_of) as made_up_to
    from data_version as v
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
        case when c.outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable') then 1 else 0 end as has_outcome,
        case when c.concluded_undated and c.concluded_on is null then 1 else 0 end as lacks_day
    from clues as c
    left join inspections as i on i.inspection_id = c.inspection_id
    where c.transferred_on <= $as_of
),

clues_ended as (
    select
        c.clue_id as clue_id,
        c.org_id as org_id,
        c.inspection_id as inspection_id,
        c.round_id as round_id,
        c.handler as handler,
        c.subject_level as subject_level,
        c.discipline as discipline,
        c.midway as midway,
        c.persons as persons,
        c.transferred_on as transferred_on,
        c.disposal as disposal,
        c.disposed_on as disposed_on,
        c.case_filed_on as case_filed_on,
        c.reported as reported,
        c.reported_on as reported_on,
        r.partly_is_verified as partly_is_verified,
        case
            when c.has_outcome = 1 and c.reported_on <= $as_of then 1
            when c.has_outcome = 1 and c.lacks_day = 1 and v.made_up_to <= $as_of then 1
            else 0
        end as is_concluded,
        c.has_outcome * c.lacks_day as is_undated
    from clues_transferred as c
    cross join version_known as v
    cross join ruling as r
)

select
    clue_id, org_id, inspection_id, round_id, handler, subject_level, discipline, midway, persons,
    transferred_on, disposal, disposed_on, case_filed_on,
    case when is_concluded = 1 then reported else 'pending' end as outcome,
    case when is_concluded = 1 then reported_on end as concluded_on,
    is_concluded,
    case
        when is_concluded = 1 and reported = 'substantiated' then 1
        when is_concluded = 1 and reported = 'partly' and partly_is_verified > 0 then 1
        else 0
    end as is_verified,
    case when case_filed_on is not null then 1 else 0 end as is_filed,
    is_undated
from clues_ended
