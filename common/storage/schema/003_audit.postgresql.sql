-- What was changed by which call: a chain of hashes for each programme, in common/base/audit. Lines
-- are appended, in order, and never changed or taken away; the salt alone may be forgotten. Times
-- are microseconds since 1970.
create table audit_entry (
  programme text collate "C" not null,
  sequence bigint not null,
  time bigint not null,
  method text not null,
  resource text not null,
  request_hash text not null,
  actor text not null,
  content_hash text not null,
  previous_hash text not null,
  hash text not null,
  salt text not null,
  primary key (programme, sequence)
);

-- The end of each chain. A writer takes hold of this row before it appends.
create table audit_head (
  programme text collate "C" primary key not null,
  sequence bigint not null,
  hash text not null
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0];
end $$;

create function audit_append() returns trigger language plpgsql as $$
begin
  if new.sequence is distinct from
     (select h.sequence + 1 from audit_head h where h.programme = new.programme) then
    raise exception 'a line of the audit is appended after the last one';
  end if;
  return new;
end $$;

create trigger audit_entry_append before insert on audit_entry
  for each row execute function audit_append();
create trigger audit_entry_edit before update of programme, sequence, time, method, resource,
  request_hash, actor, content_hash, previous_hash, hash on audit_entry
  for each row execute function audit_refuse('the audit is append-only');
create trigger audit_entry_salt before update of salt on audit_entry
  for each row when (new.salt <> '') execute function audit_refuse('a salt may only be forgotten');
create trigger audit_entry_delete before delete on audit_entry
  for each row execute function audit_refuse('the audit is append-only');
create trigger audit_entry_truncate before truncate on audit_entry
  for each statement execute function audit_refuse('the audit is append-only');
create trigger audit_head_first before insert on audit_head
  for each row when (new.sequence <> 0 or new.hash <> '')
  execute function audit_refuse('a chain begins without lines');
create trigger audit_head_forward before update on audit_head
  for each row when (new.programme <> old.programme or new.sequence <> old.sequence + 1)
  execute function audit_refuse('the end of a chain moves on by one line');
create trigger audit_head_delete before delete on audit_head
  for each row execute function audit_refuse('the audit is append-only');
create trigger audit_head_truncate before truncate on audit_head
  for each statement execute function audit_refuse('the audit is append-only');
