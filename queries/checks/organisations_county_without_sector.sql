/*
level = "warns"
rows = "organisations"
column = "sector"
title.zh = "县直党组织没有领域"
title.en = "County organisation without a sector"
wrong.zh = "县直党组织没有填领域"
wrong.en = "a county-level organisation has no sector"
mend.zh = "填写所属领域"
mend.en = "give its sector"
reader.zh = "按领域的比较里，它单独成一组“空缺”。"
reader.en = "In comparisons by sector it stands in the empty group."
why.zh = "县直党组织按领域比较"
why.en = "county-level organisations are compared by sector"
*/
select o.org_id as org_id, o.name as name, o.sector as sector
from organisations o
where o.org_class = 'county' and o.sector is null
order by o.org_id
