/*
row.zh = "截至日已印发的一项制度"
row.en = "a rule issued by the as-of day"
*/
select
    l.rule_id as rule_id,
    i.org_id as org_id,
    l.inspection_id as inspection_id,
    i.round_id as round_id,
    l.kind as rule_kind,
    l.issued_on as issued_on,
    l.finding_id as finding_id,
    l.title as title
from rules_made as l
left join inspections as i on i.inspection_id = l.inspection_id
where l.issued_on <= $as_of
