/*
level = "warns"
rows = "clues"
column = "persons"
affects = ["clue_persons"]
title.zh = "查实而没有涉及人数"
title.en = "Verified without persons"
wrong.zh = "核查结论是{outcome}，涉及人数是{persons}"
wrong.en = "the outcome is “{outcome}”, the persons concerned are {persons}"
mend.zh = "填写涉及人数"
mend.en = "give the number of persons"
reader.zh = "线索“人”数偏少。"
reader.en = "Persons concerned read too few."
why.zh = "线索按件和人两种口径计"
why.en = "clues are counted as items and as persons"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.persons as persons
from clues c
where c.outcome in ('substantiated', 'partly') and coalesce(c.persons, 0) = 0
order by c.clue_id
