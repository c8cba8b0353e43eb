/*
A row of the mart: the answers of one grade, of a group (team, round, question) of five valid answers or more, on the day the
last of the group were collected.

Whoever reads the mart may take apart what stands in it, by day, by grade, by any filter. Days within a group would tell a part of
it from the rest, and a part may be of fewer than five; so a group has one day, and comes and goes whole. A smaller group is
refused by the import and, were it there, is not copied.
*/
select
    r.round_id as round_id,
    r.team as team,
    r.question as question,
    r.grade as grade,
    g.collected_on as collected_on,
    r.answers as answers
from team_reviews as r
join (
    select
        x.round_id as round_id,
        x.team as team,
        x.question as question,
        max(x.collected_on) as collected_on,
        sum(case when x.grade <> 'unknown' then x.answers else 0 end) as valid_answers
    from team_reviews as x
    group by x.round_id, x.team, x.question
) as g on g.round_id = r.round_id and g.team = r.team and g.question = r.question
where g.valid_answers >= 5
