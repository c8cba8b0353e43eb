/*
level = "refuses"
rows = "case_quantities"
column = "quantity"
affects = ["cases"]
title.zh = "案例数量小于零"
title.en = "Negative quantity"
wrong.zh = "“{thing}”的数量填的是 {quantity}"
wrong.en = "the quantity of “{thing}” is {quantity}"
mend.zh = "改成实际数量"
mend.en = "give the true quantity"
reader.zh = "案例里的数量不对。"
reader.en = "The case tells a wrong quantity."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select q.case_id as case_id, q.thing as thing, q.quantity as quantity, q.unit as unit
from case_quantities q
where q.quantity < 0
order by q.case_id, q.thing
