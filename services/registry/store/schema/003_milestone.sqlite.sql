-- Days and times as in 001. A retract_time of 0 means that the milestone counts. Clustered in the
-- order in which milestones are listed.
create table milestone (
  programme text not null,
  organisation text not null,
  id text not null,
  state text not null,
  event_date text not null,
  successor text not null,
  recorded_by text not null,
  evidence text not null,
  note text not null,
  retract_reason text not null,
  retracted_by text not null,
  replaced_by text not null,
  retract_time bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, organisation, event_date, id),
  foreign key (programme, organisation) references organisation (programme, id)
) without rowid;

-- The milestones of a site that count, in their order, twelve characters each: the number of the
-- state, 01 to 12, and the day. Written with the milestones, so that a funnel reads one row a site.
create table site_journey (
  programme text not null,
  organisation text not null,
  steps text not null,
  primary key (programme, organisation),
  foreign key (programme, organisation) references organisation (programme, id)
) without rowid;
