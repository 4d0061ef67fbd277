-- Plans beyond the draft: what they were asked for, how good they are, who agreed. An empty text is
-- "none"; pins are ids, with "@2" behind one that is bound to quarter 2.
alter table plans add column value double precision not null default 0;
alter table plans add column bound double precision not null default 0;
alter table plans add column proven integer not null default 0;
alter table plans add column budget text not null default '';
alter table plans add column most_new integer not null default 3;
alter table plans add column pinned text not null default '';
alter table plans add column forbidden text not null default '';
alter table plans add column agreed_by text not null default '';
alter table plans add column close_note text not null default '';

-- Actions that somebody has touched, or whose plan was agreed, as they stand now; plan_actions keeps
-- how they were drafted. The state, and the days of what happened last, follow from action_event.
create table tracked_action (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  plan text collate "C" not null,
  id text collate "C" not null,
  solution_name text not null,
  solution text not null,
  title text not null,
  issues text not null,
  owner text not null,
  owner_role text not null,
  previous text not null,
  start_day text not null,
  due_day text collate "C" not null,
  review_day text collate "C" not null,
  started_day text not null,
  ended_day text collate "C" not null,
  reviewed_day text not null,
  outcome text not null,
  state text not null,
  hours text not null,
  expected_benefit text not null,
  reason text not null,
  core_functions text not null,
  repeat_weeks bigint not null,
  quarter bigint not null,
  training bigint not null,
  events bigint not null,
  agreed bigint not null,
  review_open bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, organisation, plan, id)
);
create index tracked_action_by_due
  on tracked_action (programme, agreed, due_day, organisation, plan, id);
create index tracked_action_of_owner
  on tracked_action (programme, owner, agreed, due_day, organisation, plan, id);
create index tracked_action_by_end
  on tracked_action (programme, state, ended_day, organisation, plan, id);

-- What has happened to an action. Rows are added and never changed.
create table action_event (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  plan text collate "C" not null,
  action text collate "C" not null,
  kind text not null,
  day text not null,
  outcome text not null,
  next_review text not null,
  note text not null,
  link text not null,
  told_by text not null,
  number bigint not null,
  recorded bigint not null,
  primary key (programme, organisation, plan, action, number)
);

-- Plan, do, study, act: the day and the note of each stage; an empty day has not come.
create table action_cycle (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  plan text collate "C" not null,
  action text collate "C" not null,
  id text collate "C" not null,
  question text not null,
  prediction text not null,
  measure text not null,
  plan_day text not null,
  plan_note text not null,
  do_day text not null,
  do_note text not null,
  study_day text not null,
  study_note text not null,
  act_day text not null,
  act_note text not null,
  decision text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, organisation, plan, action, id)
);

-- Secret addresses of diaries. Of the secret only its hash is kept.
create table calendar_feed (
  programme text collate "C" not null,
  id text collate "C" not null,
  owner text not null,
  token_hash text not null,
  revoked bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id),
  unique (token_hash)
);
