-- What filters and orders compare is compared by its bytes, as SQLite does; lower() then knows the
-- letters A to Z alone, as SQLite's.
alter table organisation
  alter column display_name type text collate "C",
  alter column postcode type text collate "C",
  alter column kind type text collate "C",
  alter column status type text collate "C";
-- Lists in the order of names and codes go on after a row without reading those before it.
create index organisation_display_name on organisation (programme, lower(display_name), id);
create index organisation_by_code on organisation (programme, code, id);
