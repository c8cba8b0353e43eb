/*
level = "refuses"
rows = "inspections"
column = "talks"
affects = ["talks", "questionnaires", "documents_read", "visits", "petitions"]
title.zh = "巡察工作量小于零"
title.en = "Negative amounts of work"
wrong.zh = "谈话 {talks}、问卷 {questionnaires}、资料 {documents}、走访 {visits}、信访 {petitions} 中有小于零的"
wrong.en = "one of talks {talks}, questionnaires {questionnaires}, documents {documents}, visits {visits}, petitions {petitions} is below nought"
mend.zh = "改成实际数量"
mend.en = "give the true number"
reader.zh = "工作量合计偏小。"
reader.en = "Totals of work done read too low."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select i.inspection_id as inspection_id, i.talks as talks, i.questionnaires as questionnaires,
    i.documents as documents, i.visits as visits, i.petitions as petitions,
    case when i.talks < 0 then 'talks' when i.questionnaires < 0 then 'questionnaires'
        when i.documents < 0 then 'documents' when i.visits < 0 then 'visits' else 'petitions' end as at_column
from inspections i
where i.talks < 0 or i.questionnaires < 0 or i.documents < 0 or i.visits < 0 or i.petitions < 0
order by i.inspection_id
