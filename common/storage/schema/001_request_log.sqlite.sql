-- What a call with a request id answered, so that a repeated call gets the same answer.
create table request_log (
  principal text not null,
  method text not null,
  request_id text not null,
  payload_hash text not null,
  reply text not null,
  create_time bigint not null,
  primary key (principal, method, request_id)
) without rowid;
create index request_log_by_time on request_log (create_time);

-- Calls whose author must stay unknown: a hash, a day and nothing else. Without rowid the order
-- of the rows is that of the hashes.
create table anonymous_request (
  id_hash text primary key not null,
  create_day integer not null
) without rowid;
