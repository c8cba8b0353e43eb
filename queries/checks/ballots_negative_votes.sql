/*
level = "refuses"
rows = "ballots"
column = "votes"
affects = ["satisfaction_rate"]
title.zh = "票数小于零"
title.en = "Negative votes"
wrong.zh = "{voter_group}“{grade}”的票数填的是 {votes}"
wrong.en = "{voter_group} gave {votes} votes for {grade}"
mend.zh = "改成实际票数"
mend.en = "give the true number of votes"
reader.zh = "测评满意率和综合得分都不对。"
reader.en = "Satisfaction and the composite score are wrong."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select b.inspection_id as inspection_id, b.held_on as held_on, b.voter_group as voter_group, b.grade as grade,
    b.votes as votes
from ballots b
where b.votes < 0
order by b.inspection_id, b.held_on, b.voter_group, b.grade
