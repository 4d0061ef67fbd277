-- Who replays the reviews of a programme just now, so that replicas do not all do it; `until_time` is when
-- somebody else may, in microseconds since 1970.
create table learning_lease (
  programme text primary key,
  holder text not null,
  until_time bigint not null
);
