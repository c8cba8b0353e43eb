/*
level = "warns"
rows = "recoveries"
column = "returned_people"
affects = ["persons_paid_back"]
title.zh = "返还而没有人数"
title.en = "Returned to nobody"
wrong.zh = "返还 {returned_wan} 万元，返还人数是{returned_people}"
wrong.en = "{returned_wan} (10,000 yuan) returned, to {returned_people} persons"
mend.zh = "填写返还人数；返还集体的填 0 可以接受"
mend.en = "give the number of persons, or accept it if it went to a collective"
reader.zh = "返还人数合计可能偏少。"
reader.en = "Persons paid back may read too few."
why.zh = "返还群众的写明人数"
why.en = "money returned to people names how many"
*/
select x.recovery_id as recovery_id, x.returned_wan as returned_wan, x.returned_people as returned_people
from recoveries x
where x.returned_wan > 0 and coalesce(x.returned_people, 0) = 0
order by x.recovery_id
