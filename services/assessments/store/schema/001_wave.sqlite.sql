-- Rounds of assessment. Times are microseconds since 1970, 0 when there is none; `instruments` is
-- a list of names separated by spaces.
create table wave (
  wave_key integer primary key not null,
  programme text not null,
  wave text not null,
  display_name text not null,
  instruments text not null,
  min_group_size integer not null,
  state integer not null check (state between 1 and 4),
  open_time bigint not null,
  close_time bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  revision bigint not null,
  evidence_revision bigint not null,
  site_count integer not null,
  unique (programme, wave)
);

-- Sites as they were when their wave opened; never changed. `headcount` has five numbers separated
-- by spaces, one a staff group.
create table wave_site (
  wave_key integer not null,
  number integer not null,
  organisation text not null,
  level integer not null,
  steering_group text not null,
  whole_system text not null,
  headcount text not null,
  primary key (wave_key, number)
) without rowid;

-- What the stored answers to an instrument version mean, fixed when it is first used.
create table instrument_pin (
  name text primary key not null,
  fingerprint text not null
) without rowid;
