-- Days and times as in 001. A retract_time of 0 means that the milestone counts. Text that
-- is compared is compared by its bytes.
create table milestone (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  id text collate "C" not null,
  state text not null,
  event_date text collate "C" not null,
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
);

-- The milestones of a site that count, in their order, twelve characters each: the number of the
-- state, 01 to 12, and the day. Written with the milestones, so that a funnel reads one row a site.
create table site_journey (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  steps text not null,
  primary key (programme, organisation),
  foreign key (programme, organisation) references organisation (programme, id)
);
