-- Who said so last: a person, or a file with its hash; both empty when not recorded.
alter table relationship add column source text collate "C" not null default '';
alter table relationship add column source_sha256 text collate "C" not null default '';

-- stated_by: who stated which fields for the very day, one line each, such as
-- "workforce/<sha256>=list_size,gp".
alter table site_context add column deprivation_decile bigint not null default -1;
alter table site_context add column rurality text collate "C" not null default '';
alter table site_context add column clinical_system text collate "C" not null default '';
alter table site_context add column stated_by text collate "C" not null default '';

-- Contradictions between what is known and what a file says, until a person decides.
create table import_conflict (
  programme text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  organisation text collate "C" not null,
  field text collate "C" not null,
  day text collate "C" not null,
  relationship text collate "C" not null,
  known_source text collate "C" not null,
  known_sha256 text collate "C" not null,
  known_value text collate "C" not null,
  claimed_source text collate "C" not null,
  claimed_sha256 text collate "C" not null,
  claimed_value text collate "C" not null,
  state text collate "C" not null,
  choice text collate "C" not null,
  note text collate "C" not null,
  known_stated bigint not null,
  claimed_stated bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id),
  foreign key (programme, organisation) references organisation (programme, id)
);
create index import_conflict_organisation on import_conflict (programme, organisation);
create index import_conflict_state on import_conflict (programme, state, id);
