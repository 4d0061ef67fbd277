-- Instruments of programmes' own, one row a version. `body` is the instrument as JSON, as
-- WriteInstrument() makes it, and never changes once `state` is 2 (published) or 3 (retired).
-- `languages` is a list of tags with a space before and behind each. Times are microseconds since
-- 1970, 0 when there is none.
create table instrument_version (
  programme text collate "C" not null,
  instrument text collate "C" not null,
  version integer not null,
  state integer not null check (state between 1 and 3),
  languages text collate "C" not null,
  body text collate "C" not null,
  create_time bigint not null,
  update_time bigint not null,
  publish_time bigint not null,
  retire_time bigint not null,
  revision bigint not null,
  primary key (programme, instrument, version)
);

-- How far a site had come when its wave opened; '' when that is not known.
alter table wave_site add column milestone text collate "C" not null default '';

-- What respondents wrote in their own words, screened. Nothing leads from here to a response: the
-- id is of chance, and there is no respondent, staff group or time.
create table item_words (
  wave_key integer not null,
  site integer not null,
  item text collate "C" not null,
  id bigint not null,
  words text collate "C" not null,
  primary key (wave_key, site, item, id)
);
