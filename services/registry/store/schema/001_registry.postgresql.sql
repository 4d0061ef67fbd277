-- Days are text, yyyy-mm-dd; 0001-01-01 means "since always", 9999-12-31 "until further notice".
-- Text that is compared is compared by its bytes, as SQLite does. Times are microseconds since
-- 1970. The revision of a row is its etag.
create table programme (
  id text collate "C" primary key not null,
  uid text not null,
  display_name text not null,
  description text not null,
  revision bigint not null,
  content_revision bigint not null,
  create_time bigint not null,
  update_time bigint not null
);

create table organisation (
  programme text collate "C" not null references programme (id),
  id text collate "C" not null,
  uid text not null,
  kind text not null,
  code_system text collate "C" not null,
  code text collate "C" not null,
  display_name text not null,
  postcode text not null,
  address text not null,
  open_date text collate "C" not null,
  close_date text collate "C" not null,
  status text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create unique index organisation_code on organisation (programme, code_system, code)
  where code <> '';

create table relationship (
  programme text collate "C" not null,
  id text collate "C" not null,
  subject text collate "C" not null,
  object text collate "C" not null,
  kind text not null,
  start_date text collate "C" not null,
  end_date text collate "C" not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id),
  foreign key (programme, subject) references organisation (programme, id),
  foreign key (programme, object) references organisation (programme, id)
);
create index relationship_subject on relationship (programme, subject, id);
create index relationship_object on relationship (programme, object, id);

-- Counts that are not known are -1, never 0.
create table site_context (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  effective_date text collate "C" not null,
  list_size bigint not null,
  gp bigint not null,
  nurse bigint not null,
  direct_patient_care bigint not null,
  admin bigint not null,
  leadership bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, organisation, effective_date),
  foreign key (programme, organisation) references organisation (programme, id)
);
