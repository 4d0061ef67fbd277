-- external_key is what a programme's own lists call somebody. The marks are hashes of the key and the
-- address of who has been erased, so that no file brings them back unnoticed. stated_by as in
-- site_context: who stated which field.
alter table person add column external_key text collate "C" not null default '';
alter table person add column key_mark text collate "C" not null default '';
alter table person add column email_mark text collate "C" not null default '';
alter table person add column stated_by text not null default '';
create unique index person_key on person (programme, external_key) where external_key <> '';
create index person_key_mark on person (programme, key_mark) where key_mark <> '';
create index person_email_mark on person (programme, email_mark) where email_mark <> '';
alter table appointment add column stated_by text not null default '';

-- Whom a contradiction about people is about; empty for all others.
alter table import_conflict add column person text collate "C" not null default '';
alter table import_conflict add column appointment text collate "C" not null default '';
create index import_conflict_person on import_conflict (programme, person) where person <> '';
