/*
title.zh = "参评单位得票"
title.en = "Votes behind the ranking"
question.zh = "参加排名的单位，各类主体各投了什么票？"
question.en = "How did each group vote for each organisation ranked?"
privacy = "internal"
filters = ["term", "round", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[columns]
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
voter_group = { zh = "测评主体", en = "voter group", type = "code", codes = "voter_group" }
grade = { zh = "评价等次", en = "grade", type = "code", codes = "grade" }
votes = { zh = "有效票", en = "valid votes", type = "int", of = "satisfaction_rate.denominator" }

[[caveats]]
zh = "只计时段内测评的有效票（“不了解”不是有效票），同一单位的多次测评合并。名次区间由这些票反复抽样得出。"
en = "Valid votes of ballots in the period (no opinion is none), pooled per organisation. The rank interval is drawn from them."
*/
select
    s.org_id as org_id,
    s.voter_group as voter_group,
    s.grade as grade,
    cast(sum(s.denominator) as bigint) as votes
from indicator_satisfaction_rate as s
where s.dated_on between $from_date and $to_date
    and s.denominator > 0
group by s.org_id, s.voter_group, s.grade
order by coalesce(s.org_id, ''), s.voter_group, s.grade
