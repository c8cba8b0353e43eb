/*
level = "refuses"
rows = "team_reviews"
column = "answers"
title.zh = "被巡察单位评价：一组不足五份"
title.en = "Reviews by the inspected: fewer than five answers"
wrong.zh = "这个组这一轮“{question}”的有效答卷只有 {valid} 份"
wrong.en = "there are only {valid} valid answers to {question} about this team in this round"
mend.zh = "不足五份的不登记，删去这一组；漏登的补齐"
mend.en = "do not enter fewer than five: delete this group, or add the answers that are missing"
reader.zh = "份数少时看得出是谁怎么答的，所以不登记，也不计入任何数字。"
reader.en = "Of so few it can be seen who said what: they are not entered and in no figure."
why.zh = "被巡察单位评价按五份以上成组登记"
why.en = "answers of the inspected are entered in groups of five and more"

[columns]
valid = { zh = "有效答卷", en = "valid answers", type = "int" }
*/
with groups as (
    select r.round_id as round_id, r.team as team, r.question as question,
        sum(case when r.grade <> 'unknown' then r.answers else 0 end) as valid
    from team_reviews r
    group by r.round_id, r.team, r.question
)
select x.round_id as round_id, x.team as team, x.question as question, x.grade as grade, g.valid as valid
from team_reviews x
join groups g on g.round_id = x.round_id and g.team = x.team and g.question = x.question
where g.valid < 5
order by x.round_id, hex(x.team), x.question, x.grade
