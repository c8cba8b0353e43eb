/*
title.zh = "在办线索时长"
title.en = "Age of the open clues"
question.zh = "各承办部室手里还有多少线索没办结，压了多久，多少该预警？"
question.en = "How many clues does each department still hold, for how long, and how many call for a warning?"
privacy = "internal"
section = "clues"

[columns]
handler = { zh = "承办部室", en = "handling department", type = "text" }
open_clues = { zh = "未办结", en = "open", type = "int", of = "clue_verification_rate.pending" }
upto_30 = { zh = "30天以内", en = "up to 30 days", type = "int", of = "none" }
upto_90 = { zh = "31–90天", en = "31–90 days", type = "int", of = "none" }
upto_180 = { zh = "91–180天", en = "91–180 days", type = "int", of = "none" }
upto_365 = { zh = "181–365天", en = "181–365 days", type = "int", of = "none" }
over_365 = { zh = "365天以上", en = "over 365 days", type = "int", of = "none" }
oldest_days = { zh = "最长天数", en = "oldest, days", type = "int", of = "none" }
not_disposed = { zh = "未提处置意见", en = "no disposal yet", type = "int", of = "none" }
shelved = { zh = "暂存待查", en = "shelved", type = "int", of = "none" }
blue = { zh = "蓝色预警", en = "blue warnings", type = "int", of = "none" }
yellow = { zh = "黄色预警", en = "yellow warnings", type = "int", of = "none" }
red = { zh = "红色预警", en = "red warnings", type = "int", of = "none" }

[[caveats]]
zh = "截至日未办结的线索；时段按移交日期，时长从移交日算起。承办部室为空的单列一行。"
en = "Clues open on the as-of day; the period is of the transfer, from which age is counted. Clues without a department have a row of their own."

[[caveats]]
zh = "预警按设置中的时限，超过规定天数才算：移交后未提处置意见为蓝；初步核实、谈话函询自处置日（没有则自移交日）起算，过两道时限分别为黄、红。每件只计最重的一色，暂存待查和予以了结的不预警。"
en = "Warnings follow the limits in the settings and begin the day after: blue without a disposal since the transfer; yellow and red for verification and inquiry since the disposal (without its date, the transfer). A clue counts once, under the gravest; shelved and closed give none."
*/
with open_clues as (
    select
        v.clue_id as clue_id,
        v.handler as handler,
        v.disposal as disposal,
        c.age_days as age_days,
        c.warning as warning
    from indicator_clue_verification_rate as v
    join known_open_clues as c on c.clue_id = v.clue_id
    where v.pending = 1
        and v.dated_on between $from_date and $to_date
),

handlers as (
    select
        c.handler as handler,
        min(c.clue_id) as first_clue_id,
        count(*) as open_clues,
        count(case when c.age_days <= 30 then 1 end) as upto_30,
        count(case when c.age_days between 31 and 90 then 1 end) as upto_90,
        count(case when c.age_days between 91 and 180 then 1 end) as upto_180,
        count(case when c.age_days between 181 and 365 then 1 end) as upto_365,
        count(case when c.age_days > 365 then 1 end) as over_365,
        max(c.age_days) as oldest_days,
        count(case when c.disposal is null then 1 end) as not_disposed,
        count(case when c.disposal = 'shelved' then 1 end) as shelved,
        count(case when c.warning = 'blue' then 1 end) as blue,
        count(case when c.warning = 'yellow' then 1 end) as yellow,
        count(case when c.warning = 'red' then 1 end) as red
    from open_clues as c
    group by c.handler
)

-- departments bear Chinese names, which sort differently everywhere: the last word is the smallest clue number
select
    h.handler as handler,
    h.open_clues as open_clues,
    h.upto_30 as upto_30,
    h.upto_90 as upto_90,
    h.upto_180 as upto_180,
    h.upto_365 as upto_365,
    h.over_365 as over_365,
    h.oldest_days as oldest_days,
    h.not_disposed as not_disposed,
    h.shelved as shelved,
    h.blue as blue,
    h.yellow as yellow,
    h.red as red
from handlers as h
order by h.red desc, h.yellow desc, h.open_clues desc, h.oldest_days desc, h.first_clue_id
