/*
row.zh = "截至日未办结的一件线索：移交几天、当前环节几天，按设置的时限该不该预警，超过该时限几天。每件只计最重的一色"
row.en = "a clue still open on the as-of day: days since the transfer, days in its stage, the warning that the limits of the settings call for, and the days over that limit; one warning, the gravest"
*/
with limits as (
    select
        max(case when s.key = 'clue_disposal_blue' then s.value end) as disposal_blue,
        max(case when s.key = 'clue_verification_yellow' then s.value end) as verification_yellow,
        max(case when s.key = 'clue_verification_red' then s.value end) as verification_red,
        max(case when s.key = 'clue_inquiry_yellow' then s.value end) as inquiry_yellow,
        max(case when s.key = 'clue_inquiry_red' then s.value end) as inquiry_red
    from setting as s
    where s.name = 'limit'
),

clues_aged as (
    select
        c.clue_id as clue_id,
        c.org_id as org_id,
        c.round_id as round_id,
        c.handler as handler,
        c.disposal as disposal,
        date_diff('day', c.transferred_on, $as_of) as age_days,
        date_diff('day', coalesce(c.disposed_on, c.transferred_on), $as_of) as stage_days
    from known_clues as c
    where c.is_concluded = 0
),

clues_limited as (
    -- the limit passed; what is shelved or closed has none
    select
        c.clue_id as clue_id,
        c.org_id as org_id,
        c.round_id as round_id,
        c.handler as handler,
        c.disposal as disposal,
        c.age_days as age_days,
        c.stage_days as stage_days,
        case
            when c.disposal = 'verification' and c.stage_days > l.verification_red then l.verification_red
            when c.disposal = 'inquiry' and c.stage_days > l.inquiry_red then l.inquiry_red
        end as red_limit,
        case
            when c.disposal = 'verification' and c.stage_days > l.verification_yellow then l.verification_yellow
            when c.disposal = 'inquiry' and c.stage_days > l.inquiry_yellow then l.inquiry_yellow
        end as yellow_limit,
        case when c.disposal is null and c.stage_days > l.disposal_blue then l.disposal_blue end as blue_limit
    from clues_aged as c
    cross join limits as l
)

select
    c.clue_id as clue_id,
    c.org_id as org_id,
    c.round_id as round_id,
    c.handler as handler,
    c.disposal as disposal,
    c.age_days as age_days,
    case
        when c.red_limit is not null then 'red'
        when c.yellow_limit is not null then 'yellow'
        when c.blue_limit is not null then 'blue'
    end as warning,
    c.stage_days - cast(coalesce(c.red_limit, c.yellow_limit, c.blue_limit) as bigint) as over_days
from clues_limited as c
