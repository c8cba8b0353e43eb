/*
level = "warns"
rows = "clues"
column = "persons"
affects = ["clue_persons", "accountable_persons"]
title.zh = "处理的人多于涉及人数"
title.en = "More persons sanctioned than concerned"
wrong.zh = "涉及 {persons} 人，因这条线索被处理的却有 {sanctioned} 人"
wrong.en = "it concerns {persons} persons, yet {sanctioned} were sanctioned on it"
mend.zh = "核对涉及人数和问责处理填的线索编号"
mend.en = "correct the persons, or the clue the decisions name"
reader.zh = "线索“人”数偏少，和问责人数对不上。"
reader.en = "Persons concerned read too few and do not match those held to account."
why.zh = "处理的人在线索涉及的人之中"
why.en = "who is sanctioned is among those concerned"

[columns]
sanctioned = { zh = "处理人数", en = "persons sanctioned", type = "int" }
*/
with sanctioned as (
    select a.clue_id as clue_id, count(distinct a.person_code) as persons
    from accountability a
    where a.clue_id is not null
    group by a.clue_id
)
select c.clue_id as clue_id, c.persons as persons, s.persons as sanctioned
from clues c
join sanctioned s on s.clue_id = c.clue_id
where s.persons > c.persons
order by c.clue_id
