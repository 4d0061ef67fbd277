-- Days are text, yyyy-mm-dd; 0001-01-01 means "since always", 9999-12-31 "until further notice".
-- Times are microseconds since 1970. The revision of a row is its etag.
create table programme (
  id text primary key not null,
  uid text not null,
  display_name text not null,
  description text not null,
  revision bigint not null,
  content_revision bigint not null,
  create_time bigint not null,
  update_time bigint not null
) without rowid;

-- With rowid, this and the next: without it SQLite 3.40 reads all rows of the programme by the
-- primary key rather than a few by another index.
create table organisation (
  programme text not null references programme (id),
  id text not null,
  uid text not null,
  kind text not null,
  code_system text not null,
  code text not null,
  display_name text not null,
  postcode text not null,
  address text not null,
  open_date text not null,
  close_date text not null,
  status text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create unique index organisation_code on organisation (programme, code_system, code)
  where code <> '';

create table relationship (
  programme text not null,
  id text not null,
  subject text not null,
  object text not null,
  kind text not null,
  start_date text not null,
  end_date text not null,
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
  programme text not null,
  organisation text not null,
  effective_date text not null,
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
) without rowid;
