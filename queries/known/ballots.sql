/*
row.zh = "截至日已投的一组票；不了解不是有效票"
row.en = "votes of one kind cast by the as-of day; no opinion is no valid vote"
*/
select
    b.inspection_id as inspection_id,
    b.held_on as held_on,
    b.voter_group as voter_group,
    b.grade as grade,
    i.org_id as org_id,
    i.round_id as round_id,
    b.votes as votes,
    case when b.grade <> 'unknown' then b.votes else 0 end as valid_votes,
    case when b.grade in ('good', 'fair') then b.votes else 0 end as satisfied_votes
from ballots as b
left join inspections as i on i.inspection_id = b.inspection_id
where b.held_on <= $as_of
