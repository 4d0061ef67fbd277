-- Training and facilitation. Days are yyyy-mm-dd, instants in order yyyy-mm-ddThh:mmZ, others
-- microseconds since 1970. Ids and words are parted by blanks. Validity 0 is for ever.
create table course (
  programme text not null,
  id text not null,
  title text not null,
  kind text not null,
  staff_groups text not null,
  prerequisites text not null,
  competence text not null,
  feedback_instrument text not null,
  trainer_stage text not null,
  validity_months bigint not null,
  length_minutes bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);

create table venue (
  programme text not null,
  id text not null,
  title text not null,
  region text not null,
  postcode text not null,
  seats bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);

-- Minutes and days are those of the clock on the wall there. Quotas are group:per_practice:in_all.
create table training_session (
  programme text not null,
  id text not null,
  course text not null,
  venue text not null,
  start_minute text not null,
  end_minute text not null,
  time_zone text not null,
  trainers text not null,
  quotas text not null,
  state text not null,
  start_utc text not null,
  end_utc text not null,
  start_day text not null,
  end_day text not null,
  online bigint not null,
  capacity bigint not null,
  minimum_size bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index training_session_time on training_session (programme, start_utc, id);
create index training_session_day on training_session (programme, start_day);
create index training_session_course on training_session (programme, course);

-- Course and day are those of the session, so that what was attended can be read alone.
create table enrolment (
  programme text not null,
  id text not null,
  session text not null,
  participant text not null,
  practice text not null,
  staff_group text not null,
  state text not null,
  attendance text not null,
  course text not null,
  day text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index enrolment_session on enrolment (programme, session, id);
create index enrolment_participant on enrolment (programme, participant);
create index enrolment_practice on enrolment (programme, practice, id);
create index enrolment_attended on enrolment (programme, course) where attendance = 'attended';

create table trainer (
  programme text not null,
  id text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);

create table trainer_step (
  programme text not null,
  trainer text not null,
  stage text not null,
  day text not null,
  evidence text not null,
  lapse text not null,
  position bigint not null,
  record_time bigint not null,
  primary key (programme, trainer, position)
);

-- Months that differ are yyyy-mm:minutes.
create table facilitator_capacity (
  programme text not null,
  id text not null,
  months text not null,
  travel_regions text not null,
  skills text not null,
  minutes_per_month bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);

create table staff_leave (
  programme text not null,
  id text not null,
  appointment text not null,
  first_day text not null,
  last_day text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index staff_leave_appointment on staff_leave (programme, appointment);

create table assignment (
  programme text not null,
  id text not null,
  facilitator text not null,
  practice text not null,
  first_day text not null,
  last_day text not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index assignment_practice on assignment (programme, practice);
create index assignment_facilitator on assignment (programme, facilitator);

create table contact (
  programme text not null,
  id text not null,
  facilitator text not null,
  practice text not null,
  day text not null,
  kind text not null,
  notes text not null,
  minutes bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
create index contact_day on contact (programme, day, id);
create index contact_practice on contact (programme, practice, day);

-- The id is the programme's own: there is one a programme.
create table training_settings (
  programme text not null,
  id text not null,
  contact_minutes_per_year bigint not null,
  most_practices bigint not null,
  lapsing_days bigint not null,
  quality_assurance_months bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
