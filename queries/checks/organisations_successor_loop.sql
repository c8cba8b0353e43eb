/*
level = "refuses"
rows = "organisations"
column = "successor_id"
title.zh = "后继绕回自己"
title.en = "Successors run in a circle"
wrong.zh = "沿后继编号（{successor_id}）走三步之内回到自己"
wrong.en = "following the successors (from {successor_id}) leads back to it within three steps"
mend.zh = "核对合并撤销时的后继编号"
mend.en = "correct the successors of what was merged"
reader.zh = "历史沿革没有尽头，查不到现在的单位。"
reader.en = "Its history never ends, so today's organisation cannot be found."
why.zh = "后继是合并撤销以后承接的党组织"
why.en = "the successor is what took over after a merger"
*/
select o.org_id as org_id, o.name as name, o.successor_id as successor_id
from organisations o
left join organisations a on a.org_id = o.successor_id
left join organisations b on b.org_id = a.successor_id
where a.successor_id = o.org_id or b.successor_id = o.org_id
order by o.org_id
