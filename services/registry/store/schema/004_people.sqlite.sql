-- What a role needs of people and no more. An erased person keeps the row, without name and
-- address; erase_time is 0 for everyone else. With rowid, as organisation is.
create table person (
  programme text not null references programme (id),
  id text not null,
  display_name text not null,
  email text not null,
  erase_time bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index person_email on person (programme, email, id) where email <> '';

-- Skills, served organisations and solved issues are ids parted by spaces; few people have any,
-- so that those who do can all be looked at. Hours that are not known are -1.
create table appointment (
  programme text not null,
  id text not null,
  person text not null,
  organisation text not null,
  role text not null,
  local_title text not null,
  staff_group text not null,
  start_date text not null,
  end_date text not null,
  skills text not null,
  serves text not null,
  solved_issues text not null,
  hours_per_month bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id),
  foreign key (programme, person) references person (programme, id),
  foreign key (programme, organisation) references organisation (programme, id)
);
create index appointment_person on appointment (programme, person, id);
create index appointment_organisation on appointment (programme, organisation, id);
create index appointment_role on appointment (programme, role, id);
create index appointment_skills on appointment (programme, id) where skills <> '';
create index appointment_solved on appointment (programme, id) where solved_issues <> '';
