-- What is counted of sites elsewhere, such as the share of staff trained, and since which day it has
-- come to that (yyyy-mm-dd).
create table counted_fact (
  programme text not null,
  fact text not null,
  organisation text not null,
  category text not null,
  source text not null,
  since_date text not null,
  primary key (programme, fact, organisation)
) without rowid;
