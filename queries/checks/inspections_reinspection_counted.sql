/*
level = "warns"
rows = "inspections"
column = "counts_toward_coverage"
affects = ["coverage_rate"]
title.zh = "“回头看”计入了全覆盖"
title.en = "Re-inspection counted toward coverage"
wrong.zh = "巡察类型是“回头看”，计入全覆盖却填了是"
wrong.en = "a re-inspection is marked as counting toward coverage"
mend.zh = "改为否"
mend.en = "make it no"
reader.zh = "“回头看”不增加覆盖，计入会使覆盖率偏高。"
reader.en = "A re-inspection adds no coverage; counted, it makes coverage too high."
why.zh = "台账约定：“回头看”不计入全覆盖"
why.en = "the contract of the ledgers: false for re-inspections"
*/
select i.inspection_id as inspection_id, i.kind as kind, i.counts_toward_coverage as counts_toward_coverage
from inspections i
where i.kind = 'reinspection' and i.counts_toward_coverage
order by i.inspection_id
