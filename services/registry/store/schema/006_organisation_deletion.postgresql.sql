-- When an organisation was deleted, in microseconds since 1970; 0 unless it is. Its row stays, and so
-- do its id and its code.
alter table organisation add column delete_time bigint not null default 0;
create index organisation_deleted on organisation (programme, id) where delete_time <> 0;
