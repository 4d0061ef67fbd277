-- Where visitors go, and where a session online is joined. An empty text is "none".
alter table venue add column address text not null default '';
alter table training_session add column online_link text not null default '';
-- A line a question: its text and its answers, parted by tabs.
alter table course add column feedback_questions text not null default '';
-- A line a day: yyyy-mm-dd and what it is called.
alter table training_settings add column closed_days text not null default '';
-- Who holds the appointment `owner`, or whose diary it is where that is empty: id of a person.
alter table calendar_feed add column person text not null default '';

-- What was answered about a session: nothing but how often each answer was given, a line a question,
-- its numbers parted by blanks. There is no time but that at which no more answers are taken.
create table session_feedback (
  programme text not null,
  session text not null,
  questions text not null,
  counts text not null,
  tokens bigint not null,
  answers bigint not null,
  close_time bigint not null,
  primary key (programme, session)
);

-- Tokens that have not been used, by their hashes. A row goes with its answer.
create table feedback_token (
  token_hash text not null,
  programme text not null,
  session text not null,
  primary key (token_hash)
);
create index feedback_token_session on feedback_token (programme, session);
