-- What a plan counts on of solutions, as it was known when the plan was drafted: measured where
-- `sites` is more than 0, otherwise expected by the solution's authors.
create table plan_effects (
  plan_uid text not null references plans (uid) on delete cascade,
  solution text not null,
  issue text not null,
  position integer not null,
  points double precision not null,
  low double precision not null,
  high double precision not null,
  sites integer not null,
  comparison_sites integer not null,
  verdict text not null,
  primary key (plan_uid, solution, issue)
);

-- Outcomes that the programme had recorded then.
alter table plans add column outcome_count bigint not null default 0;

-- What those core functions of a programme's own solutions protect that are never negotiable: lines
-- of the function's id, a tab and a sentence.
alter table programme_solution add column protects text not null default '';
