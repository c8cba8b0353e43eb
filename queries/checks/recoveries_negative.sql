/*
level = "refuses"
rows = "recoveries"
column = "amount_wan"
affects = ["recovered_wan", "returned_wan", "persons_paid_back"]
title.zh = "挽损金额或人数小于零"
title.en = "Negative sums or persons"
wrong.zh = "挽回 {amount_wan}、返还 {returned_wan}、返还人数 {returned_people} 中有小于零的"
wrong.en = "recovered {amount_wan}, returned {returned_wan} or persons {returned_people} is below nought"
mend.zh = "改成实际数；冲销的直接改原来那一条"
mend.en = "give the true number; correct the old row instead of cancelling it"
reader.zh = "挽回、返还合计偏小。"
reader.en = "Totals recovered and returned read too low."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select x.recovery_id as recovery_id, x.amount_wan as amount_wan, x.returned_wan as returned_wan,
    x.returned_people as returned_people,
    case when x.amount_wan < 0 then 'amount_wan' when x.returned_wan < 0 then 'returned_wan'
        else 'returned_people' end as at_column
from recoveries x
where x.amount_wan < 0 or x.returned_wan < 0 or x.returned_people < 0
order by x.recovery_id
