-- What is counted of sites elsewhere, such as the share of staff trained, and since which day it has
-- come to that (yyyy-mm-dd).
create table counted_fact (
  programme text collate "C" not null,
  fact text collate "C" not null,
  organisation text collate "C" not null,
  category text collate "C" not null,
  source text collate "C" not null,
  since_date text collate "C" not null,
  primary key (programme, fact, organisation)
);
