-- The warehouse of one data version: the ledgers with their contract, and the book-keeping.
-- The only DDL of the project. The mart (what pages and indicators read) is copied out of these tables without the
-- columns the dictionary calls secret; where a secret id is needed to join or count, the mart has an integer instead.
--
-- Keys and references are those of the dictionary (data/reference/columns.csv). A build proves them over whole columns
-- when all rows are in; an index for each, filled row by row, took more time than all the rest of a build of a million
-- rows. A ledger's references to itself (a village's township, a predecessor, a repeated finding) are checked on import.
-- Nor does a number's range stand here: a draft with a negative number is built, and queries/checks/ names the row.
--
-- A table may grow a column: it stands in the dictionary too, there optional and with the next number under `since`. The
-- highest of these is the schema's number, which each version's manifest keeps. Versions of a lower one stay as they are:
-- they are read with the column empty, and the next import carries their rows over. Rows travel by column name only.

create table terms (
    term_no integer not null,
    name varchar not null,
    started_on date not null,
    ended_on date,
    planned_years integer not null
);
comment on table terms is '届次 · terms: one term of the county Party committee';
comment on column terms.term_no is '届次 · term number';
comment on column terms.name is '名称 · name (e.g. 第十三届县委)';
comment on column terms.started_on is '起始日期 · start date';
comment on column terms.ended_on is '届满日期 · end date (empty while the term runs)';
comment on column terms.planned_years is '规划年数 · planned years of full coverage';

create table organisations (
    org_id varchar not null,
    name varchar not null,
    short_name varchar,
    org_class varchar not null check (org_class in ('township', 'county', 'village')),
    parent_id varchar,
    sector varchar check (sector in ('party', 'politics_law', 'economy', 'education', 'health', 'agriculture', 'resources', 'transport', 'soe', 'other')),
    village_class varchar check (village_class in ('poor', 'key', 'weak', 'general')),
    in_scope_from date not null,
    in_scope_to date,
    predecessor_id varchar,
    successor_id varchar,
    sort_order integer
);
comment on table organisations is '被巡察党组织库 · organisations: one Party organisation that is or was in scope';
comment on column organisations.org_id is '党组织编号 · organisation id';
comment on column organisations.name is '党组织名称 · name';
comment on column organisations.short_name is '简称 · short name';
comment on column organisations.org_class is '党组织类别 · class';
comment on column organisations.parent_id is '所属乡镇编号 · parent township id (required for a village)';
comment on column organisations.sector is '领域 · sector';
comment on column organisations.village_class is '村类别 · village class';
comment on column organisations.in_scope_from is '应巡起始日期 · in scope from';
comment on column organisations.in_scope_to is '应巡截止日期 · in scope to (merged or abolished)';
comment on column organisations.predecessor_id is '前身编号 · predecessor id';
comment on column organisations.successor_id is '后继编号 · successor id (two merging into one)';
comment on column organisations.sort_order is '排序号 · the office''s own order';

create table talent_pool (
    person_code varchar not null,
    joined_on date not null,
    left_on date,
    left_reason varchar check (left_reason in ('job', 'unfit', 'health', 'violation', 'other')),
    specialty varchar check (specialty in ('discipline', 'organisation', 'finance', 'audit', 'law', 'engineering', 'data', 'other'))
);
comment on table talent_pool is '巡察人才库 · talent pool: one person in the pool';
comment on column talent_pool.person_code is '人员代码 · person code';
comment on column talent_pool.joined_on is '入库日期 · joined on (a person may come back)';
comment on column talent_pool.left_on is '出库日期 · left on';
comment on column talent_pool.left_reason is '出库原因 · reason of leaving';
comment on column talent_pool.specialty is '专长 · specialty';

create table staff_events (
    event_id varchar not null,
    kind varchar not null check (kind in ('training', 'secondment', 'selection', 'promotion', 'exchange', 'entrusted', 'star', 'commendation', 'pool_borrowed')),
    held_on date not null,
    persons integer not null,
    person_code varchar
);
comment on table staff_events is '队伍建设 · staff events: one training, secondment, selection, promotion or honour';
comment on column staff_events.event_id is '事件编号 · event id';
comment on column staff_events.kind is '类型 · kind';
comment on column staff_events.held_on is '日期 · date';
comment on column staff_events.persons is '人次 · person-times';
comment on column staff_events.person_code is '人员代码 · person code';

create table rounds (
    round_id varchar not null,
    term_no integer not null,
    seq integer not null,
    name varchar not null,
    kind varchar not null check (kind in ('routine', 'special', 'flexible', 'reinspection', 'village', 'elevated', 'cross', 'joint')),
    theme varchar,
    category_scheme varchar not null check (category_scheme in ('four', 'three')),
    started_on date not null,
    ended_on date
);
comment on table rounds is '巡察轮次 · rounds: one round of inspection';
comment on column rounds.round_id is '轮次编号 · round id';
comment on column rounds.term_no is '届次 · term number';
comment on column rounds.seq is '轮次 · round number in the term';
comment on column rounds.name is '名称 · name';
comment on column rounds.kind is '巡察类型 · kind';
comment on column rounds.theme is '专题 · theme (of a special inspection, e.g. schools and clinics)';
comment on column rounds.category_scheme is '问题分类方案 · category scheme';
comment on column rounds.started_on is '进驻日期 · start on site';
comment on column rounds.ended_on is '撤点日期 · end on site';

create table inspections (
    inspection_id varchar not null,
    round_id varchar not null,
    org_id varchar not null,
    team varchar not null,
    team_level varchar not null check (team_level in ('county', 'village')),
    kind varchar not null check (kind in ('routine', 'special', 'flexible', 'reinspection', 'village', 'elevated', 'cross', 'joint')),
    counts_toward_coverage boolean not null,
    onsite_start date not null,
    onsite_end date,
    reported_on date,
    feedback_on date,
    plan_on date,
    intensive_due_on date,
    progress_report_on date,
    talks integer,
    questionnaires integer,
    documents integer,
    visits integer,
    petitions integer
);
comment on table inspections is '巡察任务 · inspections: one organisation inspected in one round';
comment on column inspections.inspection_id is '任务编号 · inspection id';
comment on column inspections.round_id is '轮次编号 · round id';
comment on column inspections.org_id is '党组织编号 · organisation id';
comment on column inspections.team is '巡察组 · team';
comment on column inspections.team_level is '组别 · team level';
comment on column inspections.kind is '巡察类型 · kind';
comment on column inspections.counts_toward_coverage is '计入全覆盖 · counts toward coverage (false for re-inspections)';
comment on column inspections.onsite_start is '进驻日期 · start on site';
comment on column inspections.onsite_end is '撤点日期 · end on site';
comment on column inspections.reported_on is '汇报日期 · reported to the secretary''s session';
comment on column inspections.feedback_on is '反馈日期 · feedback date';
comment on column inspections.plan_on is '整改方案日期 · rectification plan date';
comment on column inspections.intensive_due_on is '集中整改期限 · end of the intensive rectification period';
comment on column inspections.progress_report_on is '整改报告日期 · progress report date';
comment on column inspections.talks is '谈话人次 · talks held';
comment on column inspections.questionnaires is '问卷份数 · questionnaires';
comment on column inspections.documents is '调阅资料份数 · documents read';
comment on column inspections.visits is '走访次数 · visits';
comment on column inspections.petitions is '受理信访件数 · petitions received';

create table meetings (
    meeting_id varchar not null,
    kind varchar not null check (kind in ('standing', 'secretary', 'leading_group')),
    held_on date not null,
    round_id varchar
);
comment on table meetings is '听取汇报 · meetings: one session that heard reports';
comment on column meetings.meeting_id is '会议编号 · meeting id';
comment on column meetings.kind is '会议类型 · kind';
comment on column meetings.held_on is '召开日期 · held on';
comment on column meetings.round_id is '轮次编号 · round heard';

create table findings (
    finding_id varchar not null,
    inspection_id varchar not null,
    category varchar not null check (category in ('four-1', 'four-2', 'four-3', 'four-4', 'three-1', 'three-2', 'three-3')),
    aspect varchar,
    scope varchar not null check (scope in ('common', 'individual')),
    key_focus boolean,
    livelihood boolean,
    found_on date not null,
    source varchar check (source in ('inspection', 'superior', 'audit', 'other')),
    description varchar,
    responsible varchar check (responsible in ('committee', 'secretary', 'member', 'department')),
    channel varchar not null check (channel in ('drive', 'deadline', 'transfer', 'case', 'review', 'reform')),
    nature varchar not null check (nature in ('immediate', 'intensive', 'later', 'long_term')),
    due_on date,
    completion varchar not null check (completion in ('not_started', 'in_progress', 'mostly_done', 'done')),
    completed_on date,
    completed_undated boolean,
    closed_off_on date,
    reopened_on date,
    reinspection_outcome varchar check (reinspection_outcome in ('not_rectified', 'reopened', 'new')),
    repeat_of varchar,
    withheld_reason varchar
);
comment on table findings is '问题清单 · findings: one problem found';
comment on column findings.finding_id is '问题编号 · finding id';
comment on column findings.inspection_id is '任务编号 · inspection id';
comment on column findings.category is '问题分类 · category (first level) (a code of the round''s scheme)';
comment on column findings.aspect is '问题方面 · aspect (second level)';
comment on column findings.scope is '共性个性 · common or individual';
comment on column findings.key_focus is '重点关注 · key focus';
comment on column findings.livelihood is '涉及民生 · touches livelihood';
comment on column findings.found_on is '发现日期 · found on';
comment on column findings.source is '问题来源 · source (empty: not recorded)';
comment on column findings.description is '问题描述 · description';
comment on column findings.responsible is '责任主体 · who is responsible';
comment on column findings.channel is '处置渠道 · disposition channel';
comment on column findings.nature is '整改性质 · rectification nature';
comment on column findings.due_on is '整改期限 · due date';
comment on column findings.completion is '完成情况 · completion (as reported)';
comment on column findings.completed_on is '完成日期 · completed on';
comment on column findings.completed_undated is '完成日期不详 · completion date unknown (done, on a day that nobody knows; then without a date)';
comment on column findings.closed_off_on is '销号日期 · verified and closed off on (empty: not verified by the office)';
comment on column findings.reopened_on is '反弹日期 · reopened on (a re-inspection found it back)';
comment on column findings.reinspection_outcome is '回头看结果 · outcome of the re-inspection (of what a re-inspection found; empty: not recorded)';
comment on column findings.repeat_of is '重复问题 · repeat of finding';
comment on column findings.withheld_reason is '拟不公开理由 · reason to withhold';

create table clues (
    clue_id varchar not null,
    inspection_id varchar not null,
    transferred_on date not null,
    midway boolean,
    persons integer,
    subject_level varchar not null check (subject_level in ('county_managed', 'general', 'village_cadre', 'other')),
    discipline varchar check (discipline in ('political', 'organisational', 'integrity', 'mass', 'work', 'life')),
    handover_opinion varchar check (handover_opinion in ('further', 'attention', 'reference')),
    handler varchar,
    disposal varchar check (disposal in ('inquiry', 'verification', 'shelved', 'closed')),
    disposed_on date,
    outcome varchar not null check (outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable', 'pending')),
    concluded_on date,
    concluded_undated boolean,
    case_filed_on date,
    summary varchar,
    subject_name varchar
);
comment on table clues is '线索台账 · clues: one clue transferred';
comment on column clues.clue_id is '线索编号 · clue id';
comment on column clues.inspection_id is '任务编号 · inspection id';
comment on column clues.transferred_on is '移交日期 · transferred on';
comment on column clues.midway is '巡中移交 · transferred during the inspection';
comment on column clues.persons is '涉及人数 · persons concerned';
comment on column clues.subject_level is '对象层级 · level of the subject';
comment on column clues.discipline is '纪律类别 · discipline concerned';
comment on column clues.handover_opinion is '分类处理意见 · handover opinion';
comment on column clues.handler is '承办部室 · handling department';
comment on column clues.disposal is '处置方式 · way of disposal (empty: not yet decided)';
comment on column clues.disposed_on is '处置日期 · disposal decided on';
comment on column clues.outcome is '核查结论 · outcome';
comment on column clues.concluded_on is '办结日期 · concluded on (required unless the outcome is pending or its day unknown)';
comment on column clues.concluded_undated is '办结日期不详 · conclusion date unknown (concluded, on a day that nobody knows; then without a date)';
comment on column clues.case_filed_on is '立案日期 · case filed on';
comment on column clues.summary is '线索摘要 · summary';
comment on column clues.subject_name is '被反映人 · subject''s name';

create table notices (
    notice_id varchar not null,
    kind varchar not null check (kind in ('immediate', 'deadline', 'inspection', 'supervision', 'urging')),
    issued_on date not null,
    org_id varchar not null,
    inspection_id varchar,
    batch varchar,
    problem_kind varchar,
    due_on date,
    completed_on date,
    matters_solved integer,
    beneficiaries integer
);
comment on table notices is '文书 · notices: one notice or proposal issued to one organisation';
comment on column notices.notice_id is '文书编号 · notice id';
comment on column notices.kind is '文书类型 · kind';
comment on column notices.issued_on is '下发日期 · issued on';
comment on column notices.org_id is '党组织编号 · organisation id';
comment on column notices.inspection_id is '任务编号 · inspection id';
comment on column notices.batch is '批次 · batch (one joint summons of several organisations)';
comment on column notices.problem_kind is '问题类别 · kind of problem';
comment on column notices.due_on is '期限 · due date';
comment on column notices.completed_on is '办结日期 · completed on';
comment on column notices.matters_solved is '解决事项数 · matters solved';
comment on column notices.beneficiaries is '受益群众 · beneficiaries';

create table assigned_matters (
    matter_id varchar not null,
    meeting_id varchar not null,
    org_id varchar not null,
    kind varchar not null check (kind in ('person', 'matter', 'problem')),
    due_on date,
    completed_on date,
    content varchar
);
comment on table assigned_matters is '交办事项 · assigned matters: one matter assigned at one session';
comment on column assigned_matters.matter_id is '交办事项编号 · matter id';
comment on column assigned_matters.meeting_id is '会议编号 · meeting id';
comment on column assigned_matters.org_id is '党组织编号 · organisation id';
comment on column assigned_matters.kind is '交办类型 · kind';
comment on column assigned_matters.due_on is '期限 · due date';
comment on column assigned_matters.completed_on is '办结日期 · completed on';
comment on column assigned_matters.content is '交办内容 · content';

create table ballots (
    inspection_id varchar not null,
    held_on date not null,
    voter_group varchar not null check (voter_group in ('discipline', 'organisation', 'npc', 'cppcc', 'supervisor', 'enterprise', 'public', 'staff')),
    grade varchar not null check (grade in ('good', 'fair', 'average', 'poor', 'unknown')),
    votes integer not null
);
comment on table ballots is '现场测评票 · assessment ballots: the votes of one voter group for one grade on one inspection';
comment on column ballots.inspection_id is '任务编号 · inspection id';
comment on column ballots.held_on is '测评日期 · held on (a re-assessment is another day)';
comment on column ballots.voter_group is '测评主体 · voter group';
comment on column ballots.grade is '评价等次 · grade';
comment on column ballots.votes is '票数 · votes';

create table explanations (
    inspection_id varchar not null,
    kind varchar not null check (kind in ('explain', 'list')),
    held_on date not null
);
comment on table explanations is '作说明 · explanations: one explanation or list-style report by one organisation';
comment on column explanations.inspection_id is '任务编号 · inspection id';
comment on column explanations.kind is '形式 · kind';
comment on column explanations.held_on is '日期 · held on';

create table publications (
    publication_id varchar not null,
    inspection_id varchar not null,
    kind varchar not null check (kind in ('party', 'society')),
    channel varchar not null check (channel in ('wechat', 'tv', 'website', 'board', 'meeting')),
    published_on date not null,
    spoken_by_head boolean
);
comment on table publications is '公开晾晒 · public airing: one publication of one organisation''s rectification';
comment on column publications.publication_id is '公开编号 · publication id';
comment on column publications.inspection_id is '任务编号 · inspection id';
comment on column publications.kind is '公开范围 · scope';
comment on column publications.channel is '渠道 · channel';
comment on column publications.published_on is '公开日期 · published on';
comment on column publications.spoken_by_head is '主要负责人出镜 · aired by the head';

create table report_scores (
    award_year integer not null,
    inspection_id varchar not null,
    judge varchar not null,
    score decimal(18, 6) not null,
    awarded boolean not null
);
comment on table report_scores is '优秀报告评选 · report award scores: one judge''s score of one inspection report in one award year';
comment on column report_scores.award_year is '评选年度 · award year';
comment on column report_scores.inspection_id is '任务编号 · inspection (report) id';
comment on column report_scores.judge is '评委 · judge (a code, not a name)';
comment on column report_scores.score is '得分 · score 0-100';
comment on column report_scores.awarded is '获奖 · awarded';

create table cases (
    case_id varchar not null,
    kind varchar not null check (kind in ('livelihood', 'reform', 'drive')),
    org_id varchar not null,
    inspection_id varchar,
    occurred_on date not null,
    title varchar not null,
    story varchar
);
comment on table cases is '典型案例 · cases: one case: livelihood case, case-driven reform, special drive';
comment on column cases.case_id is '案例编号 · case id';
comment on column cases.kind is '案例类型 · kind';
comment on column cases.org_id is '党组织编号 · organisation id';
comment on column cases.inspection_id is '任务编号 · inspection id';
comment on column cases.occurred_on is '日期 · date';
comment on column cases.title is '标题 · title';
comment on column cases.story is '经过 · story';

create table measures (
    measure_id varchar not null,
    finding_id varchar not null,
    kind varchar not null check (kind in ('rules', 'recovery', 'accountability', 'extension', 'drive', 'other')),
    content varchar,
    due_on date,
    done_on date
);
comment on table measures is '整改措施 · rectification measures: one measure under one finding';
comment on column measures.measure_id is '措施编号 · measure id';
comment on column measures.finding_id is '问题编号 · finding id';
comment on column measures.kind is '措施类型 · kind';
comment on column measures.content is '措施内容 · content';
comment on column measures.due_on is '截止日期 · due date';
comment on column measures.done_on is '完成日期 · done on';

create table clue_reviews (
    review_id varchar not null,
    clue_id varchar not null,
    reviewed_on date not null,
    problem varchar check (problem in ('procedure', 'evidence', 'characterisation', 'incomplete')),
    conclusion varchar not null check (conclusion in ('upheld', 'supplement', 'changed')),
    new_outcome varchar check (new_outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable', 'pending'))
);
comment on table clue_reviews is '查否线索评查 · reviews of unsubstantiated clues: one review of one clue';
comment on column clue_reviews.review_id is '评查编号 · review id';
comment on column clue_reviews.clue_id is '线索编号 · clue id';
comment on column clue_reviews.reviewed_on is '评查日期 · reviewed on';
comment on column clue_reviews.problem is '评查问题 · problem found';
comment on column clue_reviews.conclusion is '评查结论 · conclusion';
comment on column clue_reviews.new_outcome is '改变后结论 · new outcome';

create table accountability (
    action_id varchar not null,
    person_code varchar not null,
    org_id varchar not null,
    inspection_id varchar,
    clue_id varchar,
    matter_id varchar,
    notice_id varchar,
    decided_on date not null,
    form varchar check (form in ('1', '2', '3', '4')),
    measure varchar not null check (measure in ('party', 'admin', 'organisational', 'admonition', 'criticism', 'custody', 'judiciary')),
    subject_level varchar not null check (subject_level in ('county_managed', 'general', 'village_cadre', 'other'))
);
comment on table accountability is '问责处理 · accountability: one decision on one person';
comment on column accountability.action_id is '处理编号 · action id';
comment on column accountability.person_code is '人员代码 · person code (a pseudonym: one person sanctioned twice counts once as a person)';
comment on column accountability.org_id is '党组织编号 · organisation id';
comment on column accountability.inspection_id is '任务编号 · inspection id';
comment on column accountability.clue_id is '线索编号 · clue id';
comment on column accountability.matter_id is '交办事项编号 · assigned matter id';
comment on column accountability.notice_id is '文书编号 · notice id';
comment on column accountability.decided_on is '处理日期 · decided on';
comment on column accountability.form is '四种形态 · which of the four forms';
comment on column accountability.measure is '处理方式 · measure';
comment on column accountability.subject_level is '对象层级 · level of the person';

create table recoveries (
    recovery_id varchar not null,
    org_id varchar not null,
    inspection_id varchar,
    case_id varchar,
    recovered_on date not null,
    amount_wan decimal(18, 6) not null,
    returned_wan decimal(18, 6),
    returned_people integer
);
comment on table recoveries is '挽回损失 · recoveries: one sum recovered';
comment on column recoveries.recovery_id is '挽损编号 · recovery id';
comment on column recoveries.org_id is '党组织编号 · organisation id';
comment on column recoveries.inspection_id is '任务编号 · inspection id';
comment on column recoveries.case_id is '案例编号 · case id';
comment on column recoveries.recovered_on is '挽回日期 · recovered on';
comment on column recoveries.amount_wan is '挽回金额(万元) · amount recovered (CNY 10,000)';
comment on column recoveries.returned_wan is '返还金额(万元) · amount returned (CNY 10,000)';
comment on column recoveries.returned_people is '返还人数 · persons paid back';

create table rules_made (
    rule_id varchar not null,
    inspection_id varchar not null,
    finding_id varchar,
    kind varchar not null check (kind in ('new', 'revised')),
    issued_on date not null,
    title varchar
);
comment on table rules_made is '建章立制 · rules made: one rule made or revised';
comment on column rules_made.rule_id is '制度编号 · rule id';
comment on column rules_made.inspection_id is '任务编号 · inspection id';
comment on column rules_made.finding_id is '问题编号 · finding id';
comment on column rules_made.kind is '制度类型 · kind';
comment on column rules_made.issued_on is '印发日期 · issued on';
comment on column rules_made.title is '制度名称 · title';

create table case_quantities (
    case_id varchar not null,
    thing varchar not null,
    quantity decimal(18, 6) not null,
    unit varchar not null
);
comment on table case_quantities is '案例数量 · case quantities: one counted thing in one case';
comment on column case_quantities.case_id is '案例编号 · case id';
comment on column case_quantities.thing is '事物 · thing counted';
comment on column case_quantities.quantity is '数量 · quantity';
comment on column case_quantities.unit is '单位 · unit';

create table verifications (
    sample_id varchar not null,
    finding_id varchar not null,
    drawn_on date not null,
    verified_on date,
    found varchar check (found in ('held', 'partly', 'not_held')),
    verified_by varchar,
    drawn_class varchar check (drawn_class in ('township', 'county', 'village')),
    class_closed integer,
    class_drawn integer
);
comment on table verifications is '销号核验 · verifications of closing-off: one closed finding drawn for a visit';
comment on column verifications.sample_id is '抽样批次 · sample (as the sheet of the draw says)';
comment on column verifications.finding_id is '问题编号 · finding id';
comment on column verifications.drawn_on is '抽样日期 · drawn on (findings closed off up to this day were drawn from)';
comment on column verifications.verified_on is '核验日期 · verified on (empty until visited)';
comment on column verifications.found is '核验结果 · found (empty until visited)';
comment on column verifications.verified_by is '核验人 · verified by';
comment on column verifications.drawn_class is '抽样时党组织类别 · class at the draw (as the sheet of the draw says)';
comment on column verifications.class_closed is '抽样时该类已销号 · closed of the class at the draw (how many the draw chose from, of this class)';
comment on column verifications.class_drawn is '该类抽中 · drawn of the class (of the class in this sample)';

create table notes (
    note_id varchar not null,
    noted_on date not null,
    kind varchar not null check (kind in ('instruction', 'remark')),
    figure varchar,
    org_id varchar,
    round_id varchar,
    words varchar not null,
    office varchar not null
);
comment on table notes is '批示与备注 · notes: one dated instruction or remark on a figure, an organisation or a round';
comment on column notes.note_id is '记录编号 · note id';
comment on column notes.noted_on is '日期 · date';
comment on column notes.kind is '类型 · kind';
comment on column notes.figure is '指标 · figure (an indicator, by its id or its name)';
comment on column notes.org_id is '党组织编号 · organisation id';
comment on column notes.round_id is '轮次编号 · round id';
comment on column notes.words is '内容 · words';
comment on column notes.office is '批示单位 · by whose office (an office or a post; no name of a person)';

create table team_reviews (
    round_id varchar not null,
    team varchar not null,
    question varchar not null check (question in ('conduct', 'method', 'fairness', 'burden', 'help')),
    grade varchar not null check (grade in ('good', 'fair', 'average', 'poor', 'unknown')),
    collected_on date not null,
    answers integer not null
);
comment on table team_reviews is '被巡察单位评价 · reviews by the inspected: the answers of one grade to one question about one team in one round';
comment on column team_reviews.round_id is '轮次编号 · round id';
comment on column team_reviews.team is '巡察组 · team (as in the inspections of the round)';
comment on column team_reviews.question is '评价内容 · question';
comment on column team_reviews.grade is '评价等次 · grade';
comment on column team_reviews.collected_on is '回收日期 · collected on (the day the sheets were counted)';
comment on column team_reviews.answers is '份数 · answers (fewer than five of a team in a round are not entered)';

create table data_version (
    version_no integer primary key,
    as_of date not null,
    built_at timestamp not null,
    parent_no integer,
    is_demonstration boolean not null
);
comment on table data_version is '数据版本 · data version: the one row says which version this file is';
comment on column data_version.version_no is '版本号 · version number';
comment on column data_version.as_of is '数据截止日期 · the day the ledgers speak of';
comment on column data_version.built_at is '建成时间 · when it was built';
comment on column data_version.parent_no is '上一版本 · the version it was built on; empty for the first';
comment on column data_version.is_demonstration is '演示数据 · invented data of the demonstration county';

create table imports (
    version_no integer not null,
    ledger varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    as_of date not null,
    count_rows integer not null check (count_rows >= 0)
);
comment on table imports is '导入记录 · imports: one ledger out of one file, in the version that took it in';
comment on column imports.version_no is '版本号 · the version that took it in';
comment on column imports.ledger is '台账 · ledger';
comment on column imports.file_name is '文件名 · file name, with the sheet where the file has several';
comment on column imports.sha256 is '文件指纹 · sha256 of the file as it came';
comment on column imports.as_of is '数据截止日期 · as-of day given with the import';
comment on column imports.count_rows is '行数 · rows';

create table surrogates (
    kind varchar not null,
    secret varchar not null,
    number integer not null
);
comment on table surrogates is '替代编号 · the integer that stands for a secret id in the mart, the same in every version';
comment on column surrogates.kind is '编号种类 · which id: the column it stands for';
comment on column surrogates.secret is '原编号 · the secret id';
comment on column surrogates.number is '替代编号 · its integer';
