/*
level = "warns"
rows = "accountability"
column = "clue_id"
affects = ["clue_verification_rate"]
title.zh = "线索查否而有处理"
title.en = "A decision on an unsubstantiated clue"
wrong.zh = "所填线索的核查结论是{outcome}，却作出了{measure}"
wrong.en = "its clue is “{outcome}”, yet the decision is “{measure}”"
mend.zh = "核对线索的核查结论和线索编号"
mend.en = "correct the outcome, or the clue it names"
reader.zh = "查实率可能偏低，或线索成效偏高。"
reader.en = "Verification may read too low, or what clues led to too high."
why.zh = "处理以查实为前提；评查改变结论的除外"
why.en = "a decision rests on what was verified; clues that a review changed are left out"

[columns]
outcome = "clues.outcome"
*/
with changed as (
    select v.clue_id as clue_id
    from clue_reviews v
    where v.conclusion = 'changed'
    group by v.clue_id
)
select a.action_id as action_id, a.clue_id as clue_id, a.measure as measure, c.outcome as outcome
from accountability a
join clues c on c.clue_id = a.clue_id
left join changed h on h.clue_id = c.clue_id
where c.outcome in ('unsubstantiated', 'unable') and h.clue_id is null
order by a.action_id
