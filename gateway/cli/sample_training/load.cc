#include "gateway/cli/sample_training/load.h"

#include <iostream>
#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/sample/random.h"
#include "gateway/cli/sample_training/assignments.h"
#include "gateway/cli/sample_training/attendance.h"
#include "gateway/cli/sample_training/steps.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::Organisation;
using gateway::sample::SampleProgramme;
using gateway::sample::SessionSample;
using gateway::sample::TrainingSample;

constexpr int kVenueSeats = 24;

std::string Today() {
  return absl::FormatCivilTime(absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()));
}

TrainingSample SampleOf(const SampleProgramme& programme, const gateway::sample::Options& options) {
  return gateway::sample::MakeTraining(programme, options,
                                       gateway::sample::Random(options.seed).Fork("training"));
}

// What the sample's programme asks after each session.
void AddQuestions(pb::Course& course) {
  for (const char* text : {"I learned what I came for", "I will work differently from now on",
                           "I would tell a colleague to come"}) {
    pb::FeedbackQuestion* const question = course.add_feedback_questions();
    question->set_text(text);
    for (const char* answer : {"not at all", "hardly", "in part", "mostly", "fully"}) {
      question->add_answers(answer);
    }
  }
}

absl::Status AddCourses(Session& session, const TrainingSample& sample) {
  for (const auto& course : sample.courses) {
    pb::CreateCourseRequest request;
    request.set_parent(SampleParent());
    request.set_course_id(course.id);
    auto* made = request.mutable_course();
    made->set_title(course.title);
    pb::CourseKind kind = pb::COURSE_KIND_UNSPECIFIED;
    pb::CourseKind_Parse("COURSE_KIND_" + absl::AsciiStrToUpper(course.kind), &kind);
    made->set_kind(kind);
    made->set_length_minutes(course.minutes);
    made->set_validity_months(course.months);
    made->set_competence(course.competence);
    for (const auto& id : course.after) made->add_prerequisites(SampleName("courses", id));
    AddQuestions(*made);
    RETURN_IF_ERROR(
        DoTraining(session, &TrainingStub::CreateCourse, request, "course " + course.id));
  }
  return absl::OkStatus();
}

absl::Status AddVenues(Session& session, const SampleProgramme& programme) {
  for (const Organisation& group : programme.organisations) {
    if (group.kind != "steering_group") continue;
    pb::CreateVenueRequest request;
    request.set_parent(SampleParent());
    request.set_venue_id("venue-" + group.id);
    request.mutable_venue()->set_title(
        absl::StrReplaceAll(group.display_name, {{"steering group", "hall"}}));
    request.mutable_venue()->set_region(SampleName("organisations", group.id));
    request.mutable_venue()->set_postcode(group.postcode);
    request.mutable_venue()->set_seats(kVenueSeats);
    RETURN_IF_ERROR(
        DoTraining(session, &TrainingStub::CreateVenue, request, "venue of " + group.id));
  }
  return absl::OkStatus();
}

absl::Status PlayTraining(Session& session, const SampleProgramme& programme,
                          const TrainingSample& sample, const Posts& posts, absl::CivilDay start) {
  RETURN_IF_ERROR(AddCourses(session, sample));
  RETURN_IF_ERROR(AddVenues(session, programme));
  RETURN_IF_ERROR(QualifyTrainers(session, programme, posts, start));
  const TrainersOfSessions trainers = AssignTrainers(programme, sample, posts);
  ProgressBar bar("training sessions");
  int64_t done = 0;
  for (const SessionSample& taster : sample.tasters) {
    if (taster.date >= Today()) continue;
    RETURN_IF_ERROR(AddSampleSession(session, taster, trainers));
    RETURN_IF_ERROR(AttendTaster(session, taster, posts));
    bar.Set(++done, static_cast<int64_t>(sample.tasters.size()));
  }
  for (const SessionSample& day : sample.core_days) {
    RETURN_IF_ERROR(AddSampleSession(session, day, trainers));
  }
  return absl::OkStatus();
}

absl::Status PlayVisits(Session& session, const TrainingSample& sample,
                        const std::map<std::string, std::string>& assigned) {
  ProgressBar bar("visits");
  int64_t done = 0;
  for (const auto& visit : sample.visits) {
    const auto facilitator = assigned.find(visit.practice);
    if (visit.date >= Today() || facilitator == assigned.end()) continue;
    pb::CreateContactRequest request;
    request.set_parent(SampleParent());
    auto* contact = request.mutable_contact();
    contact->set_facilitator(facilitator->second);
    contact->set_practice(SampleName("organisations", visit.practice));
    contact->set_contact_date(visit.date);
    contact->set_kind(visit.call ? pb::CONTACT_KIND_CALL : pb::CONTACT_KIND_VISIT);
    contact->set_hours(visit.minutes / 60.0);
    RETURN_IF_ERROR(DoTraining(session, &TrainingStub::CreateContact, request,
                               absl::StrCat("contact with ", visit.practice, " on ", visit.date)));
    bar.Set(++done, static_cast<int64_t>(sample.visits.size()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadSampleTraining(Session& session, const SampleProgramme& programme,
                                const gateway::sample::Options& options) {
  const TrainingSample sample = SampleOf(programme, options);
  ASSIGN_OR_RETURN(const Posts posts, Posts::Read(session));
  absl::CivilDay start;
  absl::ParseCivilTime(options.start_date, &start);
  std::cerr << "Introducing " << sample.tasters.size() << " practices\n";
  RETURN_IF_ERROR(PlayTraining(session, programme, sample, posts, start));
  RETURN_IF_ERROR(RecordSamplePlaces(session, programme));
  ASSIGN_OR_RETURN(const auto assigned,
                   AssignSamplePractices(session, programme, posts, options.start_date));
  return PlayVisits(session, sample, assigned);
}

absl::Status TeachSampleTeams(Session& session, const SampleProgramme& programme,
                              const gateway::sample::Options& options) {
  const TrainingSample sample = SampleOf(programme, options);
  ASSIGN_OR_RETURN(const Posts posts, Posts::Read(session));
  const TrainersOfSessions trainers = AssignTrainers(programme, sample, posts);
  std::cerr << "Teaching the teams of " << programme.teams.size() << " practices\n";
  ProgressBar bar("core days and follow-ups");
  int64_t done = 0;
  for (const gateway::sample::TeamDay& day : sample.team_days) {
    if (day.session.date >= Today()) continue;
    RETURN_IF_ERROR(AddSampleSession(session, day.session, trainers));
    RETURN_IF_ERROR(AttendTeamDay(session, programme, day, posts));
    bar.Set(++done, static_cast<int64_t>(sample.team_days.size()));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli
