-- What people say of findings. Rows are written once; only withdraw_time changes, from 0 to the
-- instant when a review ceased to count. Instants are microseconds since 1970. The reason and the
-- reviewer are base64 of UTF-8, so that any text can be kept on every engine.
create table review (
  programme text not null,
  organisation text not null,
  diagnosis text not null,
  id text not null,
  issue text not null,
  verdict integer not null,
  reason text not null,
  reviewer text not null,
  blind integer not null,
  probability double precision not null,
  overrides integer not null,
  create_time bigint not null,
  withdraw_time bigint not null,
  primary key (programme, organisation, diagnosis, id),
  foreign key (programme, organisation, diagnosis) references diagnosis (programme, organisation, id)
);
create index review_by_time on review (programme, create_time, id);
-- Of one finding, each reviewer has one review that counts.
create unique index review_that_counts
  on review (programme, organisation, diagnosis, issue, reviewer) where withdraw_time = 0;
