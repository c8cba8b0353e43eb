/*
level = "warns"
rows = "verifications"
column = "class_drawn"
title.zh = "销号核验：与抽样时登记的不符"
title.en = "Verifications: not as the draw noted"
wrong.zh = "抽样 {sample_id} 这一类从 {class_closed} 个中抽中 {class_drawn} 个，台账里有 {there} 行"
wrong.en = "sample {sample_id} drew {class_drawn} of {class_closed} in this class; the ledger has {there} rows"
mend.zh = "抽中的一个不少、一个不多地登记；类别、数目照核验表填，同一类各行相同"
mend.en = "enter each finding drawn and no other; class and numbers as on the sheet, the same in all rows of the class"
reader.zh = "少登、多登或数目不一的，推算的属实率靠不住。"
reader.en = "With rows missing, added or at odds the estimate of what is true cannot be relied on."
why.zh = "抽中的不得替换、删减"
why.en = "what was drawn is neither replaced nor left out"

[columns]
there = { zh = "台账行数", en = "rows there", type = "int" }
*/
with classes as (
    select v.sample_id as sample_id, coalesce(v.drawn_class, '') as drawn_class,
        count(*) as there,
        count(v.class_drawn) as noted,
        min(v.class_drawn) as least_drawn, max(v.class_drawn) as most_drawn,
        min(v.class_closed) as least_closed, max(v.class_closed) as most_closed,
        count(v.class_closed) as noted_closed
    from verifications v
    group by v.sample_id, coalesce(v.drawn_class, '')
)
select x.sample_id as sample_id, x.finding_id as finding_id, x.class_closed as class_closed, x.class_drawn as class_drawn,
    c.there as there
from verifications x
join classes c on c.sample_id = x.sample_id and c.drawn_class = coalesce(x.drawn_class, '')
where (c.noted > 0 or c.noted_closed > 0)
    and (c.noted < c.there or c.noted_closed < c.there or c.least_drawn < c.most_drawn or c.least_closed < c.most_closed
        or c.most_drawn <> c.there or c.least_closed < c.most_drawn)
order by x.sample_id, x.finding_id
