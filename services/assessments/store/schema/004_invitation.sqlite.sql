-- Who may answer (1: whoever has the link, 2: by invitation), and when results were published, 0 if
-- they were not. A published wave is in state 4 for whoever does not know of publication.
alter table wave add column access integer not null default 1;
alter table wave add column publish_time bigint not null default 0;

-- Invitations that were issued together for one staff group of one site.
create table invitation_batch (
  wave_key integer not null,
  number integer not null,
  batch text not null,
  site integer not null,
  staff_group integer not null check (staff_group between 1 and 5),
  issued integer not null,
  revoked integer not null,
  primary key (wave_key, number),
  unique (wave_key, batch)
) without rowid;

-- Tokens as hashes, in two parts: the first finds one, the second is compared. `claim` is empty
-- while a token is outstanding, '-' once it was revoked, else a hash of the request that burnt it.
-- Nothing leads from here to an answer: the order of rows is that of the hashes. `draft` is
-- encrypted with a key made of the token, and empty when there is none.
create table invitation (
  wave_key integer not null,
  selector text not null,
  verifier text not null,
  batch integer not null,
  claim text not null,
  draft text not null,
  primary key (wave_key, selector)
) without rowid;
