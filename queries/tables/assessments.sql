/*
title.zh = "历次现场测评"
title.en = "Assessments held"
question.zh = "现场测评开展了几次，每次测了多少单位、收了多少票？"
question.en = "Which assessments were held, of how many organisations, with how many votes?"
privacy = "internal"
filters = ["term", "round", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[columns]
round_id = { zh = "轮次", en = "round", type = "round" }
first_held_on = { zh = "首场日期", en = "first held on", type = "date" }
last_held_on = { zh = "末场日期", en = "last held on", type = "date" }
organisations = { zh = "参评单位", en = "organisations", type = "int", of = "none" }
valid_votes = { zh = "有效票", en = "valid votes", type = "int", of = "satisfaction_rate.denominator" }

[[caveats]]
zh = "一轮巡察的测评算一次。一次测评以其首场日期为界：名次变动比较的是它之前和现在的排名。"
en = "The ballots on one round's inspections are one assessment. It begins with its first day: a change of rank compares the ranking before it with the present one."
*/
select
    b.round_id as round_id,
    min(b.held_on) as first_held_on,
    max(b.held_on) as last_held_on,
    count(distinct b.org_id) as organisations,
    cast(sum(b.valid_votes) as bigint) as valid_votes
from known_ballots as b
where b.held_on between $from_date and $to_date
group by b.round_id
order by min(b.held_on), coalesce(b.round_id, '')
