/*
title.zh = "被巡察单位对巡察组的评价"
title.en = "The teams as the inspected see them"
question.zh = "被巡察单位怎样评价各巡察组？"
question.en = "What do the inspected say of each team?"
privacy = "internal"
filters = ["term", "round"]
section = "team"

[columns]
team = { zh = "巡察组", en = "team", type = "text" }
question = { zh = "评价内容", en = "question", type = "code", codes = "team_question" }
rounds = { zh = "轮次数", en = "rounds", type = "int", of = "none" }
answers = { zh = "有效答卷", en = "valid answers", type = "int", of = "none" }
satisfied = { zh = "好、较好", en = "good or fairly good", type = "int", of = "none" }
share = { zh = "满意率", en = "satisfied", type = "percent" }
no_opinion = { zh = "不了解", en = "no opinion", type = "int", of = "none" }

[[caveats]]
zh = "答卷不记名、不记单位，按巡察组和轮次成组；一组有效答卷不足五份的，不登记，也不计入任何数字，所以用合计相减也得不出。一组收齐之后才整组计入。"
en = "Answers name nobody and no organisation; they come in groups, of a team and round. A group with fewer than five valid answers is not entered and in no figure, so that no difference of totals gives it back. A group counts as a whole once all of it is collected."

[[caveats]]
zh = "满意率是好、较好占有效答卷的比例；不了解不是有效答卷。各轮同名的组合并计算，人员可能不同。"
en = "Satisfied is good and fairly good out of the valid answers; no opinion is no valid answer. Teams of one name are added up over rounds, their people may differ."
*/
with teams as (
    select
        i.team as team,
        min(i.inspection_id) as first_inspection_id
    from known_inspections as i
    group by i.team
),

counted as (
    select
        k.team as team,
        k.question as question,
        count(distinct k.round_id) as rounds,
        sum(k.valid_answers) as answers,
        sum(k.satisfied_answers) as satisfied,
        sum(k.answers - k.valid_answers) as no_opinion
    from known_team_reviews as k
    group by k.team, k.question
)

select
    c.team as team,
    c.question as question,
    c.rounds as rounds,
    c.answers as answers,
    c.satisfied as satisfied,
    cast(c.satisfied as double) / nullif(c.answers, 0) as share,
    c.no_opinion as no_opinion
from counted as c
left join teams as t on t.team = c.team
order by coalesce(t.first_inspection_id, ''), hex(c.team), c.question
