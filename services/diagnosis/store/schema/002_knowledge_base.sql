-- Published knowledge bases, never changed once written, and which of them came into force when:
-- the highest revision is the one in force. Content is base64 of the file as it was published.
create table knowledge_base (
  name text not null primary key,
  hash text not null,
  author text not null,
  file_name text not null,
  content text not null,
  publish_time bigint not null
);
create table knowledge_base_in_force (
  revision bigint not null primary key,
  name text not null,
  create_time bigint not null
);
-- What a diagnosis was made from, as base64, so that another knowledge base can be tried on it;
-- empty for diagnoses that were stored before this step.
alter table diagnosis add column evidence text not null default '';
