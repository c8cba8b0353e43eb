/*
level = "refuses"
rows = "notices"
column = "matters_solved"
affects = ["matters_solved", "beneficiaries"]
title.zh = "解决事项或受益群众小于零"
title.en = "Negative matters or beneficiaries"
wrong.zh = "解决事项 {matters_solved}、受益群众 {beneficiaries} 中有小于零的"
wrong.en = "matters solved {matters_solved} or beneficiaries {beneficiaries} is below nought"
mend.zh = "改成实际数"
mend.en = "give the true number"
reader.zh = "合计偏小。"
reader.en = "Totals read too low."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select n.notice_id as notice_id, n.matters_solved as matters_solved, n.beneficiaries as beneficiaries,
    case when n.matters_solved < 0 then 'matters_solved' else 'beneficiaries' end as at_column
from notices n
where n.matters_solved < 0 or n.beneficiaries < 0
order by n.notice_id
