-- Plans with what they were drafted from. Days are yyyy-mm-dd, instants microseconds since 1970.
-- Lists of ids are separated by blanks, which no id contains.
create table plans (
  uid text primary key not null,
  programme text not null,
  organisation text not null,
  plan text not null,
  diagnosis text not null,
  catalogue_version text not null,
  level text not null,
  state text not null,
  start_day text not null,
  end_day text not null,
  hours_per_quarter double precision not null,
  quarters integer not null,
  expected_benefit double precision not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  unique (programme, organisation, plan)
);
create index plans_by_time on plans (programme, create_time desc, uid desc);
create index plans_of_organisation_by_time
  on plans (programme, organisation, create_time desc, uid desc);

create table plan_findings (
  plan_uid text not null references plans (uid) on delete cascade,
  position integer not null,
  issue text not null,
  title text not null,
  level text not null,
  probability double precision not null,
  severity double precision not null,
  importance double precision not null,
  primary key (plan_uid, position)
);

create table plan_actions (
  plan_uid text not null references plans (uid) on delete cascade,
  solution text not null,
  position integer not null,
  title text not null,
  issues text not null,
  owner_role text not null,
  quarter integer not null,
  start_day text not null,
  due_day text not null,
  review_day text not null,
  hours double precision not null,
  expected_benefit double precision not null,
  reason text not null,
  training integer not null,
  state text not null,
  revision bigint not null,
  primary key (plan_uid, solution)
);

create table action_core_functions (
  plan_uid text not null,
  solution text not null,
  position integer not null,
  id text not null,
  body text not null,
  primary key (plan_uid, solution, position),
  foreign key (plan_uid, solution) references plan_actions (plan_uid, solution) on delete cascade
);

create table plan_warnings (
  plan_uid text not null references plans (uid) on delete cascade,
  position integer not null,
  code text not null,
  message text not null,
  issues text not null,
  primary key (plan_uid, position)
);
