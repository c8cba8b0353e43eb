/*
level = "refuses"
rows = "findings"
column = "category"
affects = ["findings"]
title.zh = "问题分类不合轮次方案"
title.en = "Category of another scheme"
wrong.zh = "问题分类“{category}”不属于本轮的分类方案（{category_scheme}）"
wrong.en = "the category “{category}” is not of its round's scheme ({category_scheme})"
mend.zh = "按本轮方案改填问题分类，或改正轮次的分类方案"
mend.en = "give a category of the round's scheme, or correct the scheme"
reader.zh = "按分类的合计会混进另一套方案。"
reader.en = "Totals by category mix two schemes."
why.zh = "台账约定：问题分类用所在轮次的分类方案"
why.en = "the contract of the ledgers: a code of the round's scheme"

[columns]
category_scheme = "rounds.category_scheme"
*/
select f.finding_id as finding_id, f.category as category, r.category_scheme as category_scheme
from findings f
join inspections i on i.inspection_id = f.inspection_id
join rounds r on r.round_id = i.round_id
where (r.category_scheme = 'four' and f.category like 'three%')
    or (r.category_scheme = 'three' and f.category like 'four%')
order by f.finding_id
