/*
level = "warns"
rows = "findings"
column = "channel"
affects = ["clues"]
title.zh = "处置渠道是移交线索而任务没有线索"
title.en = "To be transferred, but the inspection has no clue"
wrong.zh = "处置渠道是{channel}，任务 {inspection_id} 在线索台账里一条也没有"
wrong.en = "its channel is “{channel}”, yet inspection {inspection_id} has no clue"
mend.zh = "补报线索台账，或核对处置渠道"
mend.en = "add the clue, or correct the channel"
reader.zh = "线索数可能偏少。"
reader.en = "Clues may read too few."
why.zh = "移交线索的问题在线索台账里有记录"
why.en = "what is transferred stands in the ledger of clues"
*/
with having_clues as (
    select c.inspection_id as inspection_id
    from clues c
    group by c.inspection_id
)
select f.finding_id as finding_id, f.inspection_id as inspection_id, f.channel as channel
from findings f
left join having_clues h on h.inspection_id = f.inspection_id
where f.channel = 'transfer' and h.inspection_id is null
order by f.finding_id
