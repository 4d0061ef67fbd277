-- Whom a reply tells of, so that it can be forgotten with them; empty for nobody.
alter table request_log add column subject text collate "C" not null default '';
create index request_log_by_subject on request_log (subject) where subject <> '';
