/*
level = "warns"
rows = "publications"
column = "channel"
affects = ["organisations_aired", "publications"]
title.zh = "党内通报用了公开渠道"
title.en = "Party-internal notice on a public channel"
wrong.zh = "公开范围是{kind}，渠道却是{channel}"
wrong.en = "its scope is {kind}, its channel {channel}"
mend.zh = "核对公开范围和渠道"
mend.en = "correct the scope or the channel"
reader.zh = "社会公开数可能偏少；也可能泄露了只在党内通报的内容。"
reader.en = "Airing to the public may read too low, or what was for the Party alone got out."
why.zh = "党内通报限于党内，渠道是会议或单位公示栏"
why.en = "a Party-internal notice stays inside, at a meeting or on the unit's own board"
*/
select p.publication_id as publication_id, p.kind as kind, p.channel as channel, p.published_on as published_on
from publications p
where p.kind = 'party' and p.channel in ('wechat', 'tv', 'website')
order by p.publication_id
