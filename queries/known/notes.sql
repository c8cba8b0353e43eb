/*
row.zh = "截至日已作出的一条批示或备注；此后的还没有"
row.en = "an instruction or remark dated by the as-of day; one of a later day is not there yet"
*/
select
    n.note_id as note_id,
    n.noted_on as noted_on,
    n.kind as kind,
    n.figure as figure,
    n.org_id as org_id,
    n.round_id as round_id,
    n.words as words,
    n.office as office
from notes as n
where n.noted_on <= $as_of
