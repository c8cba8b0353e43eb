/*
level = "warns"
rows = "recoveries"
column = "returned_wan"
affects = ["returned_wan"]
title.zh = "返还多于挽回"
title.en = "More returned than recovered"
wrong.zh = "返还 {returned_wan} 万元，多于挽回的 {amount_wan} 万元"
wrong.en = "{returned_wan} returned of {amount_wan} recovered (10,000 yuan)"
mend.zh = "核对两个金额；分次返还以前挽回的可以接受"
mend.en = "correct one of the sums, or accept it if earlier sums were returned"
reader.zh = "返还合计可能偏大。"
reader.en = "The total returned may read too high."
why.zh = "返还出自挽回"
why.en = "what is returned has been recovered"
*/
select x.recovery_id as recovery_id, x.amount_wan as amount_wan, x.returned_wan as returned_wan
from recoveries x
where x.returned_wan > x.amount_wan
order by x.recovery_id
