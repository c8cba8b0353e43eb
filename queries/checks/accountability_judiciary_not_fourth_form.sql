/*
level = "warns"
rows = "accountability"
column = "form"
affects = ["accountability_decisions"]
title.zh = "移送司法而不是第四种形态"
title.en = "To the judiciary, but not of the fourth form"
wrong.zh = "处理方式是{measure}，四种形态填的是{form}"
wrong.en = "the measure is “{measure}”, the form “{form}”"
mend.zh = "改为第四种形态，或改正处理方式"
mend.en = "make it the fourth form, or correct the measure"
reader.zh = "四种形态的比例不准。"
reader.en = "The shares of the four forms are off."
why.zh = "第四种形态是严重违纪涉嫌违法立案审查、移送司法"
why.en = "the fourth form is transfer to the judiciary"
*/
select a.action_id as action_id, a.measure as measure, a.form as form
from accountability a
where a.measure = 'judiciary' and a.form <> '4'
order by a.action_id
