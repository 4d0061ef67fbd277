-- What programmes add to the catalogue. Figures are text, with all their digits; lists of ids are
-- parted by blanks, other lists by line breaks. Days and times as in 001.
create table programme_solution (
  programme text not null,
  id text not null,
  title text not null,
  answers text not null,
  level text not null,
  actor text not null,
  action text not null,
  target text not null,
  dose text not null,
  timing text not null,
  justification text not null,
  expected_outcome text not null,
  cost text not null,
  hours text not null,
  owner_role text not null,
  effect text not null,
  prerequisites text not null,
  core_functions text not null,
  adaptable_forms text not null,
  materials text not null,
  source text not null,
  organisation text not null,
  sharing text not null,
  duration_weeks bigint not null,
  review_weeks bigint not null,
  training bigint not null,
  retired bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);

create table adaptation (
  programme text not null,
  organisation text not null,
  id text not null,
  solution text not null,
  adapted_when text not null,
  decided_by text not null,
  part text not null,
  adapted_for text not null,
  what text not null,
  core_changes text not null,
  why text not null,
  sharing text not null,
  state text not null,
  signed_by text not null,
  note text not null,
  planned bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, organisation, id)
);

-- What became of an issue at a site between two rounds; what is not known is empty.
create table outcome (
  programme text not null,
  site text not null,
  round text not null,
  issue text not null,
  pre text not null,
  pre_se text not null,
  post text not null,
  sigma2 text not null,
  s_e text not null,
  list_size text not null,
  deprivation text not null,
  rurality text not null,
  staffing text not null,
  started text not null,
  measured text not null,
  adopted text not null,
  fidelity_pre text not null,
  fidelity_post text not null,
  sharing text not null,
  post_n bigint not null,
  flagged bigint not null,
  primary key (programme, site, round, issue)
);

-- Moves with every change of a programme's solutions and outcomes.
create table library_revision (
  programme text not null,
  revision bigint not null,
  primary key (programme)
);
