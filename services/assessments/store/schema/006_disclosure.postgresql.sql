-- The rest of a wave's privacy policy. Waves made before get what is the default now.
alter table wave add column min_distribution_size integer not null default 8;
alter table wave add column min_free_text_size integer not null default 10;

-- Sites of a wave whose answers have been released together, in the order of their release. `sites`
-- is their numbers separated by spaces, runs as `3-7`. What has been released is never forgotten.
create table released_group (
  wave_key integer not null,
  sequence integer not null,
  sites text collate "C" not null,
  primary key (wave_key, sequence)
);
