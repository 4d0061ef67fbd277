-- What a call with a request id answered, so that a repeated call gets the same answer.
create table request_log (
  principal text collate "C" not null,
  method text collate "C" not null,
  request_id text collate "C" not null,
  payload_hash text not null,
  reply text not null,
  create_time bigint not null,
  primary key (principal, method, request_id)
);
create index request_log_by_time on request_log (create_time);

-- Calls whose author must stay unknown: a hash, a day and nothing else.
create table anonymous_request (
  id_hash text collate "C" primary key,
  create_day integer not null
);
