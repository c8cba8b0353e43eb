/*
level = "refuses"
rows = "clues"
column = "persons"
affects = ["clue_persons"]
title.zh = "涉及人数小于零"
title.en = "Negative persons"
wrong.zh = "涉及人数填的是 {persons}"
wrong.en = "the persons concerned are {persons}"
mend.zh = "改成实际人数"
mend.en = "give the true number"
reader.zh = "线索涉及人数合计偏小。"
reader.en = "Persons concerned read too few."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select c.clue_id as clue_id, c.persons as persons
from clues c
where c.persons < 0
order by c.clue_id
