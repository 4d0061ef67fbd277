-- Programme plans, what they were made from and what came of it. Figures are text, with all their
-- digits; what is not known is empty. The bodies of documents are compressed, and written as text.
create table programme_plan (
  programme text collate "C" not null,
  id text collate "C" not null,
  uid text collate "C" not null,
  display_name text not null,
  seconds text not null,
  seed text not null,
  notes text not null,
  input_hash text not null,
  state text collate "C" not null,
  step text not null,
  percent text not null,
  best text not null,
  bound text not null,
  owner text not null,
  error text not null,
  cost text not null,
  approved_by text not null,
  approval_note text not null,
  applied_by text not null,
  moves bigint not null,
  regions bigint not null,
  planned_regions bigint not null,
  progress_time bigint not null,
  lease_until bigint not null,
  attempt bigint not null,
  cancelling bigint not null,
  ended_early bigint not null,
  unmet_people bigint not null,
  moved_people bigint not null,
  approve_time bigint not null,
  apply_time bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index programme_plan_age on programme_plan (programme, uid);
create index programme_plan_state on programme_plan (state, uid);

create table plan_document (
  programme text collate "C" not null,
  plan text collate "C" not null,
  kind text collate "C" not null,
  body text not null,
  primary key (programme, plan, kind)
);

-- Places kept for practices: practice:group:people.
alter table training_session add column reservations text not null default '';
