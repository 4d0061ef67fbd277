-- What was changed by which call: a chain of hashes for each programme, in common/base/audit. Lines
-- are appended, in order, and never changed or taken away; the salt alone may be forgotten. Times
-- are microseconds since 1970.
create table audit_entry (
  programme text not null,
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
) without rowid;

-- The end of each chain. A writer takes hold of this row before it appends.
create table audit_head (
  programme text primary key not null,
  sequence bigint not null,
  hash text not null
) without rowid;

create trigger audit_entry_append before insert on audit_entry
when new.sequence is not
  (select sequence + 1 from audit_head where programme = new.programme)
begin
  select raise(abort, 'a line of the audit is appended after the last one');
end;
create trigger audit_entry_edit before update of programme, sequence, time, method, resource,
  request_hash, actor, content_hash, previous_hash, hash on audit_entry
begin
  select raise(abort, 'the audit is append-only');
end;
create trigger audit_entry_salt before update of salt on audit_entry when new.salt <> ''
begin
  select raise(abort, 'a salt may only be forgotten');
end;
create trigger audit_entry_delete before delete on audit_entry
begin
  select raise(abort, 'the audit is append-only');
end;
create trigger audit_head_first before insert on audit_head
when new.sequence <> 0 or new.hash <> ''
  or exists (select 1 from audit_head where programme = new.programme)
begin
  select raise(abort, 'a chain begins without lines');
end;
create trigger audit_head_forward before update on audit_head
when new.programme <> old.programme or new.sequence <> old.sequence + 1
begin
  select raise(abort, 'the end of a chain moves on by one line');
end;
create trigger audit_head_delete before delete on audit_head
begin
  select raise(abort, 'the audit is append-only');
end;
