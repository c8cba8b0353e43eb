/*
level = "refuses"
rows = "organisations"
column = "predecessor_id"
title.zh = "前身绕回自己"
title.en = "Predecessors run in a circle"
wrong.zh = "沿前身编号（{predecessor_id}）走三步之内回到自己"
wrong.en = "following the predecessors (from {predecessor_id}) leads back to it within three steps"
mend.zh = "核对合并更名时的前身编号"
mend.en = "correct the predecessors of what was renamed or merged"
reader.zh = "历史沿革没有源头。"
reader.en = "Its history has no beginning."
why.zh = "前身是更名合并以前的党组织"
why.en = "the predecessor is what was there before"
*/
select o.org_id as org_id, o.name as name, o.predecessor_id as predecessor_id
from organisations o
left join organisations a on a.org_id = o.predecessor_id
left join organisations b on b.org_id = a.predecessor_id
where a.predecessor_id = o.org_id or b.predecessor_id = o.org_id
order by o.org_id
