-- What else was known of a site when an outcome was told, so that others can be told of places like
-- theirs. Empty: not known; outcomes told before are those of practices.
alter table outcome add column display_name text not null default '';
alter table outcome add column whole_system text not null default '';
alter table outcome add column clinical_system text not null default '';
alter table outcome add column level text not null default 'practice';

-- What keeps things going is done again: weeks from one time to the next; 0: once.
alter table programme_solution add column repeat_weeks bigint not null default 0;
alter table plan_actions add column repeat_weeks integer not null default 0;
