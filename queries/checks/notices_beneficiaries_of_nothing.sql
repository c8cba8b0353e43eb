/*
level = "warns"
rows = "notices"
column = "matters_solved"
affects = ["matters_solved"]
title.zh = "有受益群众而没有解决事项"
title.en = "Beneficiaries of nothing"
wrong.zh = "受益群众 {beneficiaries} 人，解决事项数是{matters_solved}"
wrong.en = "{beneficiaries} beneficiaries, matters solved: {matters_solved}"
mend.zh = "填写解决事项数"
mend.en = "give the matters solved"
reader.zh = "解决事项合计可能偏少。"
reader.en = "Matters solved may read too few."
why.zh = "群众因解决的事项受益"
why.en = "people benefit from matters solved"
*/
select n.notice_id as notice_id, n.matters_solved as matters_solved, n.beneficiaries as beneficiaries
from notices n
where n.beneficiaries > 0 and coalesce(n.matters_solved, 0) = 0
order by n.notice_id
