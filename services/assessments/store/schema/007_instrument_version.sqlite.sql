-- Instruments of programmes' own, one row a version. `body` is the instrument as JSON, as
-- WriteInstrument() makes it, and never changes once `state` is 2 (published) or 3 (retired).
-- `languages` is a list of tags with a space before and behind each. Times are microseconds since
-- 1970, 0 when there is none.
create table instrument_version (
  programme text not null,
  instrument text not null,
  version integer not null,
  state integer not null check (state between 1 and 3),
  languages text not null,
  body text not null,
  create_time bigint not null,
  update_time bigint not null,
  publish_time bigint not null,
  retire_time bigint not null,
  revision bigint not null,
  primary key (programme, instrument, version)
) without rowid;

-- How far a site had come when its wave opened; '' when that is not known.
alter table wave_site add column milestone text not null default '';

-- What respondents wrote in their own words, screened. Nothing leads from here to a response: the
-- id is of chance, and there is no respondent, staff group or time.
create table item_words (
  wave_key integer not null,
  site integer not null,
  item text not null,
  id bigint not null,
  words text not null,
  primary key (wave_key, site, item, id)
) without rowid;
