/*
row.zh = "截至日已发现的问题下的一项整改措施；台账不记措施何时提出，随问题起算；此后的完成尚未发生"
row.en = "a measure under a finding made by the as-of day; the ledger does not say when it was taken up, so it is there with its finding; done on a later day has not come"
*/
select
    m.measure_id as measure_id,
    f.org_id as org_id,
    f.inspection_id as inspection_id,
    f.round_id as round_id,
    m.finding_id as finding_id,
    m.kind as measure_kind,
    m.due_on as due_on,
    case when m.done_on <= $as_of then m.done_on end as done_on
from measures as m
join known_findings as f on f.finding_id = m.finding_id
