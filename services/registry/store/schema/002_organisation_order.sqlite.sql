-- Lists in the order of names and codes go on after a row without reading those before it.
create index organisation_display_name on organisation (programme, lower(display_name), id);
create index organisation_by_code on organisation (programme, code, id);
