/*
row.zh = "截至日已全部回收、有效答卷不少于五份的一组评价中，一个等次的份数；不足五份的一组不计入任何数字"
row.en = "the answers of one grade, of a group (team, round, question) wholly collected by the as-of day with five valid answers or more; a smaller group is in no figure at all"
*/
with groups as (
    select
        r.round_id as round_id,
        r.team as team,
        r.question as question,
        max(r.collected_on) as collected_on,
        sum(case when r.grade <> 'unknown' then r.answers else 0 end) as valid_answers
    from team_reviews as r
    group by r.round_id, r.team, r.question
)

select
    r.round_id as round_id,
    r.team as team,
    r.question as question,
    r.grade as grade,
    g.collected_on as collected_on,
    r.answers as answers,
    case when r.grade <> 'unknown' then r.answers else 0 end as valid_answers,
    case when r.grade in ('good', 'fair') then r.answers else 0 end as satisfied_answers
from team_reviews as r
join groups as g on g.round_id = r.round_id and g.team = r.team and g.question = r.question
where g.collected_on <= $as_of and g.valid_answers >= 5
