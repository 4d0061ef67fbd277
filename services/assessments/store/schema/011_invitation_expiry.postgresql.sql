-- When the tokens of a batch become worthless, in microseconds since 1970; 0: when their wave stops
-- taking answers.
alter table invitation_batch add column expire_time bigint not null default 0;
