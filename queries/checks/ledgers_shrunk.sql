/*
level = "warns"
rows = "ledgers"
title.zh = "台账行数骤减"
title.en = "A ledger lost many rows"
wrong.zh = "{ledger}从 {before} 行减到 {present} 行"
wrong.en = "{ledger} went from {before} to {present} rows"
mend.zh = "核对是否漏报了一部分；确属清理的可以接受"
mend.en = "see whether a part is missing, or accept it if it was cleaned up"
reader.zh = "所有用到这本台账的数字都会变小。"
reader.en = "Every figure made of this ledger drops."
why.zh = "界限是设置 check.ledger_loss，默认减少五分之一以上"
why.en = "the threshold is the setting check.ledger_loss, more than a fifth by default"

[columns]
ledger = { zh = "台账", en = "ledger", type = "ledger" }
before = { zh = "上一版本行数", en = "rows before", type = "int" }
present = { zh = "现在行数", en = "rows now", type = "int" }
*/
with present as (
    select 'terms' as ledger, count(*) as row_count from terms x
    union all select 'rounds' as ledger, count(*) as row_count from rounds x
    union all select 'organisations' as ledger, count(*) as row_count from organisations x
    union all select 'inspections' as ledger, count(*) as row_count from inspections x
    union all select 'findings' as ledger, count(*) as row_count from findings x
    union all select 'measures' as ledger, count(*) as row_count from measures x
    union all select 'clues' as ledger, count(*) as row_count from clues x
    union all select 'clue_reviews' as ledger, count(*) as row_count from clue_reviews x
    union all select 'accountability' as ledger, count(*) as row_count from accountability x
    union all select 'recoveries' as ledger, count(*) as row_count from recoveries x
    union all select 'notices' as ledger, count(*) as row_count from notices x
    union all select 'rules_made' as ledger, count(*) as row_count from rules_made x
    union all select 'meetings' as ledger, count(*) as row_count from meetings x
    union all select 'assigned_matters' as ledger, count(*) as row_count from assigned_matters x
    union all select 'ballots' as ledger, count(*) as row_count from ballots x
    union all select 'explanations' as ledger, count(*) as row_count from explanations x
    union all select 'publications' as ledger, count(*) as row_count from publications x
    union all select 'talent_pool' as ledger, count(*) as row_count from talent_pool x
    union all select 'staff_events' as ledger, count(*) as row_count from staff_events x
    union all select 'report_scores' as ledger, count(*) as row_count from report_scores x
    union all select 'cases' as ledger, count(*) as row_count from cases x
    union all select 'case_quantities' as ledger, count(*) as row_count from case_quantities x
    union all select 'verifications' as ledger, count(*) as row_count from verifications x
    union all select 'notes' as ledger, count(*) as row_count from notes x
    union all select 'team_reviews' as ledger, count(*) as row_count from team_reviews x
), threshold as (
    select max(s.value) as percent from setting s where s.name = 'check' and s.key = 'ledger_loss'
)
select p.ledger as ledger, b.row_count as before, p.row_count as present
from present p
join previous_rows b on b.ledger = p.ledger
cross join threshold h
where b.row_count - p.row_count > cast(b.row_count as double) * h.percent / 100
order by p.ledger
