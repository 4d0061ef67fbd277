-- Answers, one row a respondent: no time, no author, no request, and an id of chance. A byte an
-- answer, see domain/instrument.h. The columns are in the order that wastes no padding.
create table response (
  id bigint not null,
  wave_key integer not null,
  site integer not null,
  staff_group smallint not null check (staff_group between 1 and 5),
  answers text collate "C" not null,
  primary key (wave_key, site, id)
);

-- Hashes of the request ids that have counted, so that none counts twice.
create table burnt_request (
  wave_key integer not null,
  claim text collate "C" not null,
  primary key (wave_key, claim)
);
