/*
title.zh = "测评满意率"
title.en = "Satisfaction rate"
question.zh = "整改现场测评中，评价好和较好的票占多少？"
question.en = "In the assessment polls, how many of the valid votes were good or fairly good?"
counted.zh = "评价“好”和“较好”的票"
counted.en = "votes of good and fairly good"
out_of.zh = "有效票（好、较好、一般、差；“不了解”不计）"
out_of.en = "valid votes: good, fairly good, average, poor; no opinion is no valid vote"
pending = "none"
dated.zh = "测评日期"
dated.en = "date of the poll"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "ballots"
section = "rectification"

[[caveats]]
zh = "各测评主体按票合并，不加权；加权得分见整改排名。"
en = "All voter groups are pooled by votes, unweighted; the weighted score stands in the ranking."

[[caveats]]
zh = "对外只公布取整的百分比，有效票不足 10 张不公布。"
en = "Published as a whole percent only, and not at all under ten valid votes."

[dimensions]
voter_group = "voter_group"
*/
select
    inspection_id, held_on, voter_group, grade, held_on as dated_on, org_id, round_id,
    satisfied_votes as numerator, valid_votes as denominator, 0 as pending
from known_ballots
where valid_votes > 0
