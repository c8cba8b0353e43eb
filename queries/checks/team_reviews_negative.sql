/*
level = "refuses"
rows = "team_reviews"
column = "answers"
title.zh = "被巡察单位评价：份数小于零"
title.en = "Reviews by the inspected: negative answers"
wrong.zh = "“{question}”评为“{grade}”的份数填的是 {answers}"
wrong.en = "{answers} answers of {grade} to {question}"
mend.zh = "改成实际份数"
mend.en = "give the true number of answers"
reader.zh = "对巡察组的满意率不对。"
reader.en = "What the inspected say of the team is wrong."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select x.round_id as round_id, x.team as team, x.question as question, x.grade as grade, x.answers as answers
from team_reviews x
where x.answers < 0
order by x.round_id, hex(x.team), x.question, x.grade
