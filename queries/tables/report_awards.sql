/*
title.zh = "优秀报告评选"
title.en = "Report awards"
question.zh = "各份巡察报告得分如何，评委之间分歧多大？"
question.en = "How were the reports scored, and how far do the judges disagree?"
privacy = "internal"
section = "team"

[columns]
award_year = { zh = "评选年度", en = "award year", type = "int", of = "none" }
inspection_id = { zh = "任务编号", en = "inspection id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "被巡察党组织", en = "organisation inspected", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
team = { zh = "巡察组", en = "team", type = "text" }
judge = { zh = "评委", en = "judge", type = "int", of = "none" }
score = { zh = "得分", en = "score", type = "decimal" }
judges = { zh = "评委人数", en = "judges", type = "int", of = "none" }
mean_score = { zh = "平均分", en = "mean score", type = "decimal" }
lowest = { zh = "最低分", en = "lowest", type = "decimal" }
highest = { zh = "最高分", en = "highest", type = "decimal" }
awarded = { zh = "获奖", en = "awarded", type = "bool" }

[[caveats]]
zh = "一份报告、一位评委一行；评委是编号，不是姓名。评选年度终了之前的评分不列。"
en = "One row per report and judge; a judge is a number, not a name. Scores are listed when the award year is over."
*/
with scores as (
    select
        s.award_year as award_year,
        s.inspection_id as inspection_id,
        s.judge as judge,
        s.score as score,
        s.org_id as org_id,
        s.round_id as round_id,
        s.team as team,
        case when w.judge is not null then 1 else 0 end as is_awarded
    from known_report_scores as s
    left join indicator_reports_awarded as w
        on w.award_year = s.award_year and w.inspection_id = s.inspection_id and w.judge = s.judge
    where s.awarded_on between $from_date and $to_date
),

reports as (
    select
        s.award_year as award_year,
        s.inspection_id as inspection_id,
        count(*) as judges,
        cast(sum(s.score) as double) / nullif(count(*), 0) as mean_score,
        cast(min(s.score) as double) as lowest,
        cast(max(s.score) as double) as highest,
        max(s.is_awarded) as is_awarded
    from scores as s
    group by s.award_year, s.inspection_id
)

select
    r.award_year as award_year,
    r.inspection_id as inspection_id,
    s.org_id as org_id,
    o.name as org_name,
    s.round_id as round_id,
    s.team as team,
    s.judge as judge,
    cast(s.score as double) as score,
    r.judges as judges,
    r.mean_score as mean_score,
    r.lowest as lowest,
    r.highest as highest,
    r.is_awarded = 1 as awarded
from reports as r
join scores as s on s.award_year = r.award_year and s.inspection_id = r.inspection_id
left join organisations as o on o.org_id = s.org_id
order by r.award_year desc, r.mean_score desc, r.inspection_id, s.judge
