-- What a programme counts each month, where it differs from what comes with the product. `levels`
-- is a list of numbers separated by spaces; `fact` is the id of the fact and then a line for each
-- band, its bound and its category; empty for none. Times are microseconds since 1970, 0 for none.
create table measure (
  programme text collate "C" not null,
  measure text collate "C" not null,
  display_name text collate "C" not null,
  description text collate "C" not null,
  unit text collate "C" not null,
  kind integer not null,
  denominator text collate "C" not null,
  per integer not null,
  direction integer not null,
  levels text collate "C" not null,
  about_patients integer not null,
  fact text collate "C" not null,
  built_in integer not null,
  retire_time bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  revision bigint not null,
  primary key (programme, measure)
);

-- Documented changes, from which on charts begin anew. Months count from the year 0.
create table measure_phase (
  programme text collate "C" not null,
  measure text collate "C" not null,
  month integer not null,
  organisation text collate "C" not null,
  reason text collate "C" not null,
  primary key (programme, measure, month, organisation)
);

-- What a programme shows of small counts, where it has said so.
create table measure_policy (
  programme text collate "C" primary key not null,
  threshold integer not null,
  revision bigint not null
);

-- What sites counted. `denominator` is -1 where there is none; `withdrawn` is 1 for what was taken
-- back.
create table measure_value (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  measure text collate "C" not null,
  month integer not null,
  numerator bigint not null,
  denominator bigint not null,
  withdrawn integer not null,
  record_time bigint not null,
  revision bigint not null,
  primary key (programme, organisation, measure, month)
);
create index measure_value_by_measure on measure_value (programme, measure, month);

-- The same as it was before it was corrected or taken back; only ever added to.
create table measure_value_history (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  measure text collate "C" not null,
  month integer not null,
  revision bigint not null,
  numerator bigint not null,
  denominator bigint not null,
  withdrawn integer not null,
  record_time bigint not null,
  primary key (programme, organisation, measure, month, revision)
);

-- What facilitators found at sites. Days are written yyyy-mm-dd.
create table observation (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  observation text collate "C" not null,
  kind integer not null,
  observed_date text collate "C" not null,
  appointment text collate "C" not null,
  note text collate "C" not null,
  create_time bigint not null,
  update_time bigint not null,
  revision bigint not null,
  primary key (programme, organisation, observation)
);
create index observation_by_day on observation (programme, observed_date, observation);

-- The facts in them, in their order.
create table observed_fact (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  observation text collate "C" not null,
  number integer not null,
  fact text collate "C" not null,
  category text collate "C" not null,
  primary key (programme, organisation, observation, number)
);

-- When what is known of a site last changed, as a number that grows with every change in the
-- programme.
create table site_evidence (
  programme text collate "C" not null,
  organisation text collate "C" not null,
  revision bigint not null,
  primary key (programme, organisation)
);
create unique index site_evidence_by_revision on site_evidence (programme, revision);
