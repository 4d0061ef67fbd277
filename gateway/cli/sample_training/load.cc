#include "gateway/cli/sample_training/load.h"

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/sample/random.h"
#include "gateway/cli/sample/training.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/sample_training/assignments.h"
#include "gateway/cli/sample_training/posts.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::Organisation;
using gateway::sample::SampleProgramme;
using gateway::sample::SessionSample;
using gateway::sample::TrainingSample;
using Stub = pb::TrainingService::Stub;

constexpr int kVenueSeats = 24;

std::string Named(const char* collection, const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/", collection, "/", id);
}
std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }

std::string Today() {
  return absl::FormatCivilTime(absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()));
}

// One step, with a request id that is always the same.
template <typename Request, typename Response>
absl::Status Do(Session& session,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                Request request, const std::string& step) {
  request.set_request_id(SampleRequestId(step));
  return DoneOrExists(
      gateway::Ask(*session.clients().training, method, request, session.deadline()).status());
}

absl::Status AddCourses(Session& session, const TrainingSample& sample) {
  for (const auto& course : sample.courses) {
    pb::CreateCourseRequest request;
    request.set_parent(Parent());
    request.set_course_id(course.id);
    auto* made = request.mutable_course();
    made->set_title(course.title);
    pb::CourseKind kind = pb::COURSE_KIND_UNSPECIFIED;
    pb::CourseKind_Parse("COURSE_KIND_" + absl::AsciiStrToUpper(course.kind), &kind);
    made->set_kind(kind);
    made->set_length_minutes(course.minutes);
    made->set_validity_months(course.months);
    made->set_competence(course.competence);
    for (const auto& id : course.after) made->add_prerequisites(Named("courses", id));
    RETURN_IF_ERROR(Do(session, &Stub::CreateCourse, request, "course " + course.id));
  }
  return absl::OkStatus();
}

absl::Status AddVenue(Session& session, const Organisation& group) {
  pb::CreateVenueRequest request;
  request.set_parent(Parent());
  request.set_venue_id("venue-" + group.id);
  request.mutable_venue()->set_title("Hall of " + group.display_name);
  request.mutable_venue()->set_region(Named("organisations", group.id));
  request.mutable_venue()->set_postcode(group.postcode);
  request.mutable_venue()->set_seats(kVenueSeats);
  return Do(session, &Stub::CreateVenue, request, "venue of " + group.id);
}

// The whole path, before the programme began; its last step has not lapsed by its end.
absl::Status QualifyTrainer(Session& session, const std::string& trainer, absl::CivilDay start) {
  int months_before = 10;
  for (const auto& [stage, evidence] :
       {std::pair(pb::TRAINER_STAGE_CANDIDATE, "agreed with the steering group"),
        std::pair(pb::TRAINER_STAGE_TRAINED, "train the trainer, both days"),
        std::pair(pb::TRAINER_STAGE_CO_DELIVERING, "two core days beside a colleague"),
        std::pair(pb::TRAINER_STAGE_PEER_REVIEWED, "review form of a colleague"),
        std::pair(pb::TRAINER_STAGE_QUALITY_ASSURED, "certificate")}) {
    pb::RecordTrainerStepRequest request;
    request.set_name(Named("trainers", trainer));
    request.mutable_step()->set_stage(stage);
    request.mutable_step()->set_step_date(absl::FormatCivilTime(start - 30 * months_before));
    request.mutable_step()->set_evidence(evidence);
    if (stage == pb::TRAINER_STAGE_QUALITY_ASSURED) {
      request.mutable_step()->set_lapse_date(absl::FormatCivilTime(start + 4 * 365));
    }
    const absl::Status status =
        Do(session, &Stub::RecordTrainerStep, request,
           absl::StrCat("step of ", trainer, ": ", pb::TrainerStage_Name(stage)));
    // Taken by an earlier run whose request is no longer remembered.
    if (!absl::IsFailedPrecondition(status) && !absl::IsInvalidArgument(status)) {
      RETURN_IF_ERROR(status);
    }
    months_before -= 2;
  }
  return absl::OkStatus();
}

// Puts a session into the diary, from 9:30, with `trainer` if there is one.
absl::Status AddSession(Session& session, const SessionSample& sample, const char* end,
                        const std::string& trainer) {
  pb::CreateSessionRequest request;
  request.set_parent(Parent());
  request.set_session_id(sample.id);
  auto* made = request.mutable_session();
  made->set_course(Named("courses", sample.course));
  made->set_venue(Named("venues", "venue-" + sample.group));
  made->set_start(sample.date + "T09:30");
  made->set_end(absl::StrCat(sample.date, "T", end));
  made->set_capacity(sample.capacity);
  made->set_minimum_size(sample.capacity / 3);
  if (!trainer.empty()) made->add_trainers(Named("appointments", trainer));
  return Do(session, &Stub::CreateSession, request, "session " + sample.id);
}

void Mark(const registry::v1::Appointment& post, const std::string& practice,
          type::v1::StaffGroup group, pb::RecordAttendanceRequest& request) {
  auto* mark = request.add_marks();
  mark->set_participant(post.person());
  mark->set_attendance(pb::ATTENDANCE_ATTENDED);
  mark->set_practice(Named("organisations", practice));
  mark->set_staff_group(group);
}

absl::Status AttendTaster(Session& session, const SessionSample& taster, const Posts& posts) {
  pb::RecordAttendanceRequest request;
  request.set_name(Named("sessions", taster.id));
  for (const auto& lead : posts.Of(registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD, taster.practice)) {
    Mark(lead, taster.practice, type::v1::STAFF_GROUP_ADMIN, request);
  }
  for (const auto& champion :
       posts.Of(registry::v1::APPOINTMENT_ROLE_GP_CHAMPION, taster.practice)) {
    Mark(champion, taster.practice, type::v1::STAFF_GROUP_GP, request);
  }
  if (request.marks().empty()) return absl::OkStatus();
  return Do(session, &Stub::RecordAttendance, request, "attendance of " + taster.id);
}

// The trainer of the whole system above a steering group; "" if there is none.
using Trainers = std::map<std::string, std::string>;

absl::StatusOr<Trainers> QualifyTrainers(Session& session, const SampleProgramme& programme,
                                         const Posts& posts, absl::CivilDay start) {
  Trainers trainers;
  for (const auto& organisation : programme.organisations) {
    if (organisation.kind != "steering_group") continue;
    RETURN_IF_ERROR(AddVenue(session, organisation));
    const auto& known = posts.Of(registry::v1::APPOINTMENT_ROLE_TRAINER, organisation.parent);
    if (known.empty()) continue;
    const std::string trainer = IdOf(known.front().name());
    RETURN_IF_ERROR(QualifyTrainer(session, trainer, start));
    trainers[organisation.id] = trainer;
  }
  return trainers;
}

// A trainer teaches one session a day; a second one on the same day is left without.
class Diary {
 public:
  explicit Diary(const Trainers* trainers) : trainers_(trainers) {}
  std::string TrainerFor(const SessionSample& session) {
    const auto trainer = trainers_->find(session.group);
    if (trainer == trainers_->end()) return "";
    return taken_.emplace(trainer->second, session.date).second ? trainer->second : "";
  }

 private:
  const Trainers* const trainers_;
  std::set<std::pair<std::string, std::string>> taken_;
};

absl::Status PlayTraining(Session& session, const SampleProgramme& programme,
                          const TrainingSample& sample, const Posts& posts, absl::CivilDay start) {
  RETURN_IF_ERROR(AddCourses(session, sample));
  ASSIGN_OR_RETURN(const Trainers trainers, QualifyTrainers(session, programme, posts, start));
  Diary diary(&trainers);
  ProgressBar bar("training sessions");
  int64_t done = 0;
  for (const SessionSample& taster : sample.tasters) {
    if (taster.date >= Today()) continue;
    RETURN_IF_ERROR(AddSession(session, taster, "11:30", diary.TrainerFor(taster)));
    RETURN_IF_ERROR(AttendTaster(session, taster, posts));
    bar.Set(++done, static_cast<int64_t>(sample.tasters.size()));
  }
  for (const SessionSample& day : sample.core_days) {
    RETURN_IF_ERROR(AddSession(session, day, "16:30", diary.TrainerFor(day)));
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
    request.set_parent(Parent());
    auto* contact = request.mutable_contact();
    contact->set_facilitator(facilitator->second);
    contact->set_practice(Named("organisations", visit.practice));
    contact->set_contact_date(visit.date);
    contact->set_kind(visit.call ? pb::CONTACT_KIND_CALL : pb::CONTACT_KIND_VISIT);
    contact->set_hours(visit.minutes / 60.0);
    RETURN_IF_ERROR(Do(session, &Stub::CreateContact, request,
                       absl::StrCat("contact with ", visit.practice, " on ", visit.date)));
    bar.Set(++done, static_cast<int64_t>(sample.visits.size()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadSampleTraining(Session& session, const SampleProgramme& programme,
                                const gateway::sample::Options& options) {
  const TrainingSample sample = gateway::sample::MakeTraining(
      programme, options, gateway::sample::Random(options.seed).Fork("training"));
  ASSIGN_OR_RETURN(const Posts posts, Posts::Read(session));
  absl::CivilDay start;
  absl::ParseCivilTime(options.start_date, &start);
  std::cerr << "Teaching " << sample.tasters.size() << " practices\n";
  RETURN_IF_ERROR(PlayTraining(session, programme, sample, posts, start));
  RETURN_IF_ERROR(RecordSamplePlaces(session, programme));
  ASSIGN_OR_RETURN(const auto assigned,
                   AssignSamplePractices(session, programme, posts, options.start_date));
  return PlayVisits(session, sample, assigned);
}

}  // namespace pcsp::cli
