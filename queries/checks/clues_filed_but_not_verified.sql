/*
level = "warns"
rows = "clues"
column = "case_filed_on"
affects = ["clue_case_filing_rate", "clue_verification_rate"]
title.zh = "立案而没有查实"
title.en = "A case filed without being verified"
wrong.zh = "{case_filed_on} 立案，核查结论却是{outcome}"
wrong.en = "a case was filed on {case_filed_on}, yet the outcome is “{outcome}”"
mend.zh = "核对核查结论和立案日期"
mend.en = "correct the outcome or the case"
reader.zh = "查实率可能偏低，或成案率偏高。"
reader.en = "Verification may read too low, or case filing too high."
why.zh = "立案以查实为前提；还没有办结的、评查改变结论的除外"
why.en = "a case rests on what was verified; pending clues and those a review changed are left out"
*/
with changed as (
    select v.clue_id as clue_id
    from clue_reviews v
    where v.conclusion = 'changed'
    group by v.clue_id
)
select c.clue_id as clue_id, c.outcome as outcome, c.case_filed_on as case_filed_on
from clues c
left join changed h on h.clue_id = c.clue_id
where c.case_filed_on is not null and c.outcome in ('unsubstantiated', 'unable') and h.clue_id is null
order by c.clue_id
