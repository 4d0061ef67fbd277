-- Stored diagnoses, never changed once written. Instants are microseconds since 1970; the payload
-- is what was concluded, as base64 of bytes that only the service reads.
create table diagnosis (
  programme text not null,
  organisation text not null,
  id text not null,
  wave text not null,
  evidence_revision bigint not null,
  knowledge_base text not null,
  knowledge_base_hash text not null,
  level integer not null,
  create_time bigint not null,
  payload text not null,
  primary key (programme, organisation, id),
  unique (programme, organisation, wave, evidence_revision, knowledge_base_hash)
);
create index diagnosis_by_time on diagnosis (programme, create_time desc, id desc);
create index diagnosis_of_organisation_by_time
  on diagnosis (programme, organisation, create_time desc, id desc);
