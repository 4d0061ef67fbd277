-- What sites wrote about solutions that they tried, with what they agreed to. Its words are screened.
create table site_story (
  programme text not null,
  id text not null,
  organisation text not null,
  solution text not null,
  issue text not null,
  level text not null,
  result text not null,
  did text not null,
  happened text not null,
  differently text not null,
  sharing text not null,
  agreed_by text not null,
  display_name text not null,
  create_time bigint not null,
  primary key (programme, id)
);
create index site_story_of_site on site_story (programme, organisation);

-- What has to be bought, in pounds; 0 of what was drafted before.
alter table plan_actions add column cost text not null default '0';
alter table tracked_action add column cost text not null default '0';

-- The settings that a programme's own solutions are made for; empty: everywhere.
alter table programme_solution add column settings text not null default '';
