-- Answers, one row a respondent: no time, no author, no request, and an id of chance, so that the
-- order of rows says nothing. A byte an answer, see domain/instrument.h. Stored by site and wave,
-- because they are read so.
create table response (
  wave_key integer not null,
  site integer not null,
  id integer not null,
  staff_group integer not null check (staff_group between 1 and 5),
  answers text not null,
  primary key (wave_key, site, id)
) without rowid;

-- Hashes of the request ids that have counted, so that none counts twice. Nothing leads from here
-- to an answer: the order of rows is that of the hashes.
create table burnt_request (
  wave_key integer not null,
  claim text not null,
  primary key (wave_key, claim)
) without rowid;
