// Training and facilitation as rows: what records.h asks of a noun, for each of them.
#pragma once

#include "common/storage/records/records.h"
#include "services/planning/domain/facilitation/assignment.h"
#include "services/planning/domain/facilitation/capacity.h"
#include "services/planning/domain/facilitation/contact.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/facilitation/settings.h"
#include "services/planning/domain/training/competence/trainer.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/course/venue.h"
#include "services/planning/domain/training/feedback/feedback.h"
#include "services/planning/domain/training/session/enrolment.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

const sql::Table& TableOf(sql::Of<Course>);
Course FromCells(sql::Of<Course>, const sql::Cells& cells);
sql::Cells ToCells(const Course& course);

const sql::Table& TableOf(sql::Of<Venue>);
Venue FromCells(sql::Of<Venue>, const sql::Cells& cells);
sql::Cells ToCells(const Venue& venue);

// Beside its fields: `start_utc`, by which sessions are ordered, `start_day` and `end_day`.
const sql::Table& TableOf(sql::Of<Session>);
Session FromCells(sql::Of<Session>, const sql::Cells& cells);
sql::Cells ToCells(const Session& session);
// How `start_utc` is written.
std::string UtcText(absl::Time time);

const sql::Table& TableOf(sql::Of<Enrolment>);
Enrolment FromCells(sql::Of<Enrolment>, const sql::Cells& cells);
sql::Cells ToCells(const Enrolment& enrolment);

const sql::Table& TableOf(sql::Of<Trainer>);
Trainer FromCells(sql::Of<Trainer>, const sql::Cells& cells);
sql::Cells ToCells(const Trainer& trainer);

const sql::Table& TableOf(sql::Of<TrainerStep>);
TrainerStep FromCells(sql::Of<TrainerStep>, const sql::Cells& cells);
sql::Cells ToCells(const TrainerStep& step);

const sql::Table& TableOf(sql::Of<Capacity>);
Capacity FromCells(sql::Of<Capacity>, const sql::Cells& cells);
sql::Cells ToCells(const Capacity& capacity);

const sql::Table& TableOf(sql::Of<Leave>);
Leave FromCells(sql::Of<Leave>, const sql::Cells& cells);
sql::Cells ToCells(const Leave& leave);

const sql::Table& TableOf(sql::Of<Assignment>);
Assignment FromCells(sql::Of<Assignment>, const sql::Cells& cells);
sql::Cells ToCells(const Assignment& assignment);

const sql::Table& TableOf(sql::Of<Contact>);
Contact FromCells(sql::Of<Contact>, const sql::Cells& cells);
sql::Cells ToCells(const Contact& contact);

const sql::Table& TableOf(sql::Of<SessionFeedback>);
SessionFeedback FromCells(sql::Of<SessionFeedback>, const sql::Cells& cells);
sql::Cells ToCells(const SessionFeedback& feedback);

const sql::Table& TableOf(sql::Of<FeedbackToken>);
FeedbackToken FromCells(sql::Of<FeedbackToken>, const sql::Cells& cells);
sql::Cells ToCells(const FeedbackToken& token);

const sql::Table& TableOf(sql::Of<Settings>);
Settings FromCells(sql::Of<Settings>, const sql::Cells& cells);
sql::Cells ToCells(const Settings& settings);

}  // namespace pcsp::planning::training
