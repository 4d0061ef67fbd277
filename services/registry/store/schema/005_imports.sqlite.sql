-- Who said so last: a person, or a file with its hash; both empty when not recorded.
alter table relationship add column source text not null default '';
alter table relationship add column source_sha256 text not null default '';

-- stated_by: who stated which fields for the very day, one line each, such as
-- "workforce/<sha256>=list_size,gp".
alter table site_context add column deprivation_decile bigint not null default -1;
alter table site_context add column rurality text not null default '';
alter table site_context add column clinical_system text not null default '';
alter table site_context add column stated_by text not null default '';

-- Contradictions between what is known and what a file says, until a person decides.
create table import_conflict (
  programme text not null,
  id text not null,
  kind text not null,
  organisation text not null,
  field text not null,
  day text not null,
  relationship text not null,
  known_source text not null,
  known_sha256 text not null,
  known_value text not null,
  claimed_source text not null,
  claimed_sha256 text not null,
  claimed_value text not null,
  state text not null,
  choice text not null,
  note text not null,
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
