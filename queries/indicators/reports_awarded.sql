/*
title.zh = "优秀巡察报告篇数"
title.en = "Reports awarded"
question.zh = "评选出多少篇优秀巡察报告？"
question.en = "How many inspection reports were awarded?"
counted.zh = "获评优秀的巡察报告，各组内去重"
counted.en = "reports awarded; each once within each group"
dated.zh = "评选年度的最后一天"
dated.en = "the last day of the award year"
unit.zh = "篇"
unit.en = "reports"
better = "neither"
privacy = "internal"
rows = "report_scores"
section = "team"
distinct = "inspection_id"

[[caveats]]
zh = "台账只有评选年度：当年度的评选到 12 月 31 日才计入。"
en = "The ledger knows only the award year: an award of the running year counts from 31 December on."
*/
select
    award_year, inspection_id, judge, awarded_on as dated_on, org_id, round_id,
    1 as numerator
from known_report_scores
where awarded
