-- What a team that is too small for private answers has agreed on: attributed to its site, one row
-- each, and no part of `response`. Times are microseconds since 1970.
create table team_consensus (
  wave_key bigint not null,
  site integer not null,
  answers text collate "C" not null,
  people_present integer not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (wave_key, site)
);
