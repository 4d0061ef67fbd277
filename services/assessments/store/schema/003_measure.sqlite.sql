-- What a programme counts each month, where it differs from what comes with the product. `levels`
-- is a list of numbers separated by spaces; `fact` is the id of the fact and then a line for each
-- band, its bound and its category; empty for none. Times are microseconds since 1970, 0 for none.
create table measure (
  programme text not null,
  measure text not null,
  display_name text not null,
  description text not null,
  unit text not null,
  kind integer not null,
  denominator text not null,
  per integer not null,
  direction integer not null,
  levels text not null,
  about_patients integer not null,
  fact text not null,
  built_in integer not null,
  retire_time bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  revision bigint not null,
  primary key (programme, measure)
) without rowid;

-- Documented changes, from which on charts begin anew. Months count from the year 0.
create table measure_phase (
  programme text not null,
  measure text not null,
  month integer not null,
  organisation text not null,
  reason text not null,
  primary key (programme, measure, month, organisation)
) without rowid;

-- What a programme shows of small counts, where it has said so.
create table measure_policy (
  programme text primary key not null,
  threshold integer not null,
  revision bigint not null
) without rowid;

-- What sites counted. `denominator` is -1 where there is none; `withdrawn` is 1 for what was taken
-- back.
create table measure_value (
  programme text not null,
  organisation text not null,
  measure text not null,
  month integer not null,
  numerator bigint not null,
  denominator bigint not null,
  withdrawn integer not null,
  record_time bigint not null,
  revision bigint not null,
  primary key (programme, organisation, measure, month)
) without rowid;
create index measure_value_by_measure on measure_value (programme, measure, month);

-- The same as it was before it was corrected or taken back; only ever added to.
create table measure_value_history (
  programme text not null,
  organisation text not null,
  measure text not null,
  month integer not null,
  revision bigint not null,
  numerator bigint not null,
  denominator bigint not null,
  withdrawn integer not null,
  record_time bigint not null,
  primary key (programme, organisation, measure, month, revision)
) without rowid;

-- What facilitators found at sites. Days are written yyyy-mm-dd.
create table observation (
  programme text not null,
  organisation text not null,
  observation text not null,
  kind integer not null,
  observed_date text not null,
  appointment text not null,
  note text not null,
  create_time bigint not null,
  update_time bigint not null,
  revision bigint not null,
  primary key (programme, organisation, observation)
) without rowid;
create index observation_by_day on observation (programme, observed_date, observation);

-- The facts in them, in their order.
create table observed_fact (
  programme text not null,
  organisation text not null,
  observation text not null,
  number integer not null,
  fact text not null,
  category text not null,
  primary key (programme, organisation, observation, number)
) without rowid;

-- When what is known of a site last changed, as a number that grows with every change in the
-- programme.
create table site_evidence (
  programme text not null,
  organisation text not null,
  revision bigint not null,
  primary key (programme, organisation)
) without rowid;
create unique index site_evidence_by_revision on site_evidence (programme, revision);
