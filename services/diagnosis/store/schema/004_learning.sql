-- What a verdict was said of, for learning: the probability before any calibration map, and the chance
-- that the finding came before a reviewer at all.
alter table review add column raw_probability double precision not null default 0;
alter table review add column show_probability double precision not null default 1;
update review set raw_probability = probability;
-- What was learned from a programme's reviews, as its recipe: the knowledge base it lies over, and the
-- reviews that counted at an instant. Rows are written once; replayed, a layer is the same again, and
-- its fingerprint says so. The payload is what was found on the way, as base64 of bytes that only the
-- service reads. Instants are microseconds since 1970.
create table learned_layer (
  programme text not null,
  number bigint not null,
  knowledge_base text not null,
  knowledge_base_hash text not null,
  as_of bigint not null,
  passes integer not null,
  fingerprint text not null,
  payload text not null,
  create_time bigint not null,
  primary key (programme, number)
);
-- Which layer a programme's diagnoses rest on since when: that of the highest revision; number 0 is
-- none.
create table learned_layer_in_use (
  programme text not null,
  revision bigint not null,
  number bigint not null,
  create_time bigint not null,
  primary key (programme, revision)
);
