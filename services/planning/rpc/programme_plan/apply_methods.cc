#include "services/planning/rpc/programme_plan/apply_methods.h"

#include <utility>

#include "services/planning/domain/calendar.h"
#include "services/planning/rpc/programme_plan/application.h"
#include "services/planning/rpc/programme_plan/comparison.h"
#include "services/planning/rpc/programme_plan/diary_words.h"

namespace pcsp::planning {
namespace {

using training::AllOf;
using training::NameFrom;
using training::NameParts;

constexpr absl::string_view kPlans = "programmePlans";
constexpr int kMarginDays = 1;  // days in different time zones may differ by one

// Plans that were made from no calendar cannot be put into one.
absl::StatusOr<absl::CivilDay> StartOf(const MadePlan& made) {
  if (const auto day = DayFromText(made.problem.start_date())) return *day;
  return StateForbids("PROGRAMME_PLAN_WITHOUT_DATES", "programme_plan", NameOf(made.plan),
                      "The problem does not say on which day its first fortnight begins.",
                      "a plan whose problem has a start_date");
}

Surroundings ReadSurroundings(sql::RecordReader& reader, const MadePlan& made,
                              absl::CivilDay start) {
  const std::string& programme = made.plan.programme;
  const absl::CivilDay last = start + made.problem.fortnights() * kDaysPerFortnight;
  Surroundings around;
  around.courses = AllOf<training::Course>(reader, programme);
  around.venues = AllOf<training::Venue>(reader, programme);
  around.steps = AllOf<training::TrainerStep>(reader, programme);
  around.leaves = AllOf<training::Leave>(reader, programme);
  if (const auto settings = reader.Find<training::Settings>({programme, programme})) {
    around.closed_days = settings->closed_days;
  }
  around.sessions =
      AllOf<training::Session>(reader, programme,
                               {sql::AtLeast("start_day", sql::DayText(start - kMarginDays)),
                                sql::AtMost("start_day", sql::DayText(last + kMarginDays))});
  return around;
}

// Whoever moves leaves before they come.
void KeepDiary(sql::RecordWriter& writer, Application& application, absl::Time now) {
  writer.PutAll<training::Session>(application.created);
  writer.PutAll<training::Session>(application.changed);
  writer.PutAll<training::Session>(application.cancelled);
  for (training::Enrolment& enrolment : application.withdrawn) {
    training::Keep(writer, enrolment, now);
  }
  writer.PutAll<training::Enrolment>(application.moved);
}

void Supersede(sql::RecordWriter& writer, const ProgrammePlan& by, absl::Time now) {
  for (ProgrammePlan& plan :
       AllOf<ProgrammePlan>(writer, by.programme, {sql::Is("state", "applied")})) {
    plan.state = ProgrammePlanState::kSuperseded;
    training::Keep(writer, plan, now);
  }
}

v1::MovedEnrolment Moved(const training::Enrolment& from, const training::Enrolment* to) {
  v1::MovedEnrolment moved;
  moved.set_participant(training::ParticipantName(from.programme, from.participant));
  moved.set_practice(training::NameIn(from.programme, "organisations", from.practice));
  moved.set_from_session(training::NameIn(from.programme, "sessions", from.session));
  if (to != nullptr) {
    moved.set_to_session(training::NameIn(to->programme, "sessions", to->session));
  }
  return moved;
}

v1::ApplyProgrammePlanResponse ReplyOf(const ProgrammePlan& plan, const Application& application,
                                       const DiaryWords& words) {
  v1::ApplyProgrammePlanResponse reply;
  *reply.mutable_programme_plan() = ToProto(plan);
  for (const auto& one : application.created) reply.add_created_sessions(NameOf(one));
  for (const auto& one : application.changed) reply.add_changed_sessions(NameOf(one));
  for (const auto& one : application.cancelled) reply.add_cancelled_sessions(NameOf(one));
  reply.set_reserved_places(application.reserved);
  for (size_t i = 0; i < application.moved.size(); ++i) {
    *reply.add_moved_enrolments() = Moved(application.withdrawn[i], &application.moved[i]);
  }
  for (const auto& one : application.lost) *reply.add_lost_enrolments() = Moved(one, nullptr);
  words.Add(application, *reply.mutable_sessions_in_words());
  return reply;
}

// What the diary becomes, or why it cannot.
absl::StatusOr<Application> MakeApplication(sql::RecordReader& reader, const MadePlan& made,
                                            absl::CivilDay start, const Surroundings& around,
                                            absl::Time now) {
  const Diary diary = ReadDiary(reader, made.plan.programme, made.problem, start);
  RETURN_IF_ERROR(
      DiaryChanged(NameOf(made.plan), DiaryDifferences(SeenOf(made.problem), diary.Seen())));
  Violations violations;
  Application application = ApplyToDiary(made, diary, around, start, now, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return application;
}

}  // namespace

absl::StatusOr<v1::CompareProgrammePlansResponse> ApplyMethods::Compare(
    const rpc::Call&, const v1::CompareProgrammePlansRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom(kPlans, "name", request.name(), violations);
  NameParts other;
  if (!request.other().empty()) other = NameFrom(kPlans, "other", request.other(), violations);
  if (!other.programme.empty() && other.programme != id.programme) {
    violations.Add("other", request.other(), "a plan of the same programme");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  v1::CompareProgrammePlansResponse reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const MadePlan made, ReadMade(reader, id));
    RETURN_IF_ERROR(AllowCompare(request.name(), made.plan));
    if (request.other().empty()) {
      reply = CompareWithDiary(made);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const MadePlan with, ReadMade(reader, other));
    RETURN_IF_ERROR(AllowCompare(request.other(), with.plan));
    reply = ComparePlans(made, with);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<v1::ApplyProgrammePlanResponse> ApplyMethods::Apply(
    const rpc::Call& call, const v1::ApplyProgrammePlanRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom(kPlans, "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::string by =
      training::IdOf(id.programme, "appointments", "applied_by", request.applied_by(),
                     training::Need::kRequired, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  using Reply = v1::ApplyProgrammePlanResponse;
  const auto apply = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(MadePlan made, ReadMade(writer, id));
    RETURN_IF_ERROR(
        CheckEtag("programme_plan", request.name(), request.etag(), made.plan.revision));
    RETURN_IF_ERROR(AllowApply(request.name(), made.plan));
    ASSIGN_OR_RETURN(const absl::CivilDay start, StartOf(made));
    const Surroundings around = ReadSurroundings(writer, made, start);
    ASSIGN_OR_RETURN(Application application,
                     MakeApplication(writer, made, start, around, call.now));
    KeepDiary(writer, application, call.now);
    Supersede(writer, made.plan, call.now);
    made.plan.state = ProgrammePlanState::kApplied;
    made.plan.applied = {by, call.now};
    training::Keep(writer, made.plan, call.now);
    writer.Concerns(request.name());
    return ReplyOf(made.plan, application, DiaryWords(made, around));
  };
  return Write<Reply>(*desk_.records, ChangeOf("ApplyProgrammePlan", call, id.programme, request),
                      apply);
}

}  // namespace pcsp::planning
