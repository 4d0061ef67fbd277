#include "services/planning/rpc/training/facilitation/facilitation_methods.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/rpc/training/competence/competence_records.h"
#include "services/planning/rpc/training/facilitation/convert_facilitation.h"
#include "services/planning/rpc/training/session/convert_session.h"

namespace pcsp::planning::training {
namespace {

constexpr absl::string_view kSettings = "/trainingSettings";
constexpr int kLongestCaseload = 3653;  // days: ten years

// Where a first update begins, whose revision it then moves on.
template <typename T>
T Unset(const std::string& programme, const std::string& id, absl::Time now) {
  T value;
  value.programme = programme;
  value.id = id;
  value.revision = 0;
  value.create_time = now;
  return value;
}

std::string SettingsProgramme(const std::string& field, const std::string& name,
                              Violations& violations) {
  if (absl::EndsWith(name, kSettings)) {
    if (auto programme = ParseProgrammeName(absl::StripSuffix(name, kSettings))) {
      return *std::move(programme);
    }
  }
  violations.Add(field, name, "programmes/{programme}/trainingSettings");
  return "";
}

std::vector<Session> SessionsDuring(sql::RecordReader& reader, const Leave& leave) {
  return AllOf<Session>(reader, leave.programme,
                        {sql::AtMost("start_day", sql::DayText(leave.last)),
                         sql::AtLeast("end_day", sql::DayText(leave.first))});
}

// Takes the appointment off what it was to teach; the names of those sessions.
std::vector<std::string> Release(sql::RecordWriter& writer, const Leave& leave,
                                 std::vector<Session>& sessions, absl::Time now) {
  std::vector<std::string> released;
  for (Session& session : sessions) {
    if (!Teaches(leave, session)) continue;
    std::erase(session.trainers, leave.appointment);
    Keep(writer, session, now);
    released.push_back(NameOf(session));
  }
  return released;
}

CaseloadFacts DaysOf(const pb::GetCaseloadRequest& request, Violations& violations) {
  CaseloadFacts facts;
  facts.first = DayFrom("from_date", request.from_date(), {}, Need::kRequired, violations);
  facts.last =
      DayFrom("until_date", request.until_date(), facts.first, Need::kRequired, violations);
  if (!violations.empty()) return facts;
  CheckPeriod("until_date", facts.first, facts.last, violations);
  if (facts.last - facts.first > kLongestCaseload) {
    violations.Add("until_date", request.until_date(), "at most ten years after from_date");
  }
  return facts;
}

void ReadFacts(sql::RecordReader& reader, const std::string& programme,
               const std::string& facilitator, CaseloadFacts& facts) {
  const std::string first = sql::DayText(facts.first), last = sql::DayText(facts.last);
  const auto of = [&](const char* column, std::vector<sql::Condition> where) {
    if (!facilitator.empty()) where.push_back(sql::Is(column, facilitator));
    return where;
  };
  facts.assignments = AllOf<Assignment>(
      reader, programme,
      of("facilitator", {sql::AtMost("first_day", last), sql::AtLeast("last_day", first)}));
  facts.contacts = AllOf<Contact>(
      reader, programme, of("facilitator", {sql::AtLeast("day", first), sql::AtMost("day", last)}));
  facts.capacities = AllOf<Capacity>(reader, programme, of("id", {}));
  facts.leaves = AllOf<Leave>(
      reader, programme,
      of("appointment", {sql::AtMost("first_day", last), sql::AtLeast("last_day", first)}));
}

}  // namespace

absl::StatusOr<pb::FacilitatorCapacity> FacilitationMethods::UpdateFacilitatorCapacity(
    const rpc::Call& call, const pb::UpdateFacilitatorCapacityRequest& request) const {
  Violations violations;
  const pb::FacilitatorCapacity& proto = request.facilitator_capacity();
  const NameParts id =
      NameFrom("facilitatorCapacities", "facilitator_capacity.name", proto.name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (id.programme.empty()) return violations.ToStatus();
  const Capacity given = FromProto(id, proto, violations);
  using Reply = pb::FacilitatorCapacity;
  const auto update = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    Capacity capacity = writer.Find<Capacity>({id.programme, id.id})
                            .value_or(Unset<Capacity>(id.programme, id.id, call.now));
    RETURN_IF_ERROR(
        CheckEtag(Noun<Capacity>::kType, proto.name(), proto.etag(), capacity.revision));
    Violations all = violations;
    Patch(given, request, capacity, all);
    CheckCapacity(capacity, all);
    RETURN_IF_ERROR(all.ToStatus());
    Keep(writer, capacity, call.now);
    writer.Concerns(proto.name());
    return ToProto(capacity);
  };
  return Write<Reply>(*desk_.records,
                      ChangeOf("UpdateFacilitatorCapacity", call, id.programme, request), update);
}

absl::StatusOr<pb::FacilitatorCapacity> FacilitationMethods::GetFacilitatorCapacity(
    const rpc::Call&, const pb::GetFacilitatorCapacityRequest& request) const {
  return Get<Capacity>(desk_, request);
}

absl::StatusOr<pb::ListFacilitatorCapacitiesResponse>
FacilitationMethods::ListFacilitatorCapacities(
    const rpc::Call&, const pb::ListFacilitatorCapacitiesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  ASSIGN_OR_RETURN(auto listed,
                   List<Capacity>(desk_, request, {"ListFacilitatorCapacities", request.parent()},
                                  query, violations, IdCursor<Capacity>));
  pb::ListFacilitatorCapacitiesResponse reply;
  for (const Capacity& capacity : listed.items) {
    *reply.add_facilitator_capacities() = ToProto(capacity);
  }
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Leave> FacilitationMethods::CreateLeave(
    const rpc::Call& call, const pb::CreateLeaveRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  Leave leave = FromProto(programme, request.leave(), violations);
  if (programme.empty()) return violations.ToStatus();
  leave.id = NewUuid(call.now);
  leave.create_time = leave.update_time = call.now;
  const auto change = ChangeOf("CreateLeave", call, programme, request);
  return Write<pb::Leave>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Leave> {
        Violations all = violations;
        const auto others =
            AllOf<Leave>(writer, programme, {sql::Is("appointment", leave.appointment)});
        std::vector<Session> sessions = SessionsDuring(writer, leave);
        pb::Leave reply = ToProto(leave);
        if (request.release_sessions()) {
          for (std::string& name : Release(writer, leave, sessions, call.now)) {
            reply.add_released_sessions(std::move(name));
          }
        }
        CheckLeave(leave, others, sessions, all);
        RETURN_IF_ERROR(all.ToStatus());
        writer.Insert(leave);
        writer.Concerns(NameOf(leave));
        writer.TellsOf(NameOf(leave));
        return reply;
      });
}

absl::StatusOr<pb::ListLeavesResponse> FacilitationMethods::ListLeaves(
    const rpc::Call&, const pb::ListLeavesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  const std::string appointment = IdOf(programme, "appointments", "appointment",
                                       request.appointment(), Need::kOptional, violations);
  if (!appointment.empty()) query.where.push_back(sql::Is("appointment", appointment));
  const auto from = DayFrom("from_date", request.from_date(), {}, Need::kOptional, violations);
  if (!request.from_date().empty()) {
    query.where.push_back(sql::AtLeast("last_day", sql::DayText(from)));
  }
  ASSIGN_OR_RETURN(auto listed, List<Leave>(desk_, request,
                                            {"ListLeaves", request.parent(), request.appointment(),
                                             request.from_date()},
                                            query, violations, IdCursor<Leave>));
  pb::ListLeavesResponse reply;
  for (const Leave& leave : listed.items) *reply.add_leaves() = ToProto(leave);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Leave> FacilitationMethods::DeleteLeave(
    const rpc::Call& call, const pb::DeleteLeaveRequest& request) const {
  return Delete<Leave>(desk_, "DeleteLeave", call, request,
                       [](sql::RecordReader&, const Leave&) { return absl::OkStatus(); });
}

absl::StatusOr<pb::GetCaseloadResponse> FacilitationMethods::GetCaseload(
    const rpc::Call&, const pb::GetCaseloadRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::string facilitator = IdOf(programme, "appointments", "facilitator",
                                       request.facilitator(), Need::kOptional, violations);
  CaseloadFacts facts = DaysOf(request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  Settings settings;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    ReadFacts(reader, programme, facilitator, facts);
    settings = SettingsOf(reader, programme);
    return absl::OkStatus();
  }));
  pb::GetCaseloadResponse reply;
  for (const FacilitatorLoad& load : CaseloadOf(facts, settings)) {
    *reply.add_facilitators() = ToProto(programme, load);
  }
  *reply.mutable_settings() = ToProto(settings);
  return reply;
}

absl::StatusOr<pb::TrainingSettings> FacilitationMethods::GetTrainingSettings(
    const rpc::Call&, const pb::GetTrainingSettingsRequest& request) const {
  Violations violations;
  const std::string programme = SettingsProgramme("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::TrainingSettings reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    reply = ToProto(SettingsOf(reader, programme));
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::TrainingSettings> FacilitationMethods::UpdateTrainingSettings(
    const rpc::Call& call, const pb::UpdateTrainingSettingsRequest& request) const {
  Violations violations;
  const pb::TrainingSettings& proto = request.training_settings();
  const std::string programme =
      SettingsProgramme("training_settings.name", proto.name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (programme.empty()) return violations.ToStatus();
  using Reply = pb::TrainingSettings;
  const auto update = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    Settings settings = SettingsOf(writer, programme);
    if (settings.revision == 0) settings.create_time = call.now;
    RETURN_IF_ERROR(CheckEtag("training_settings", proto.name(), proto.etag(), settings.revision));
    Violations all = violations;
    Patch(request, settings, all);
    CheckSettings(settings, all);
    RETURN_IF_ERROR(all.ToStatus());
    std::sort(settings.closed_days.begin(), settings.closed_days.end(),
              [](const ClosedDay& a, const ClosedDay& b) { return a.day < b.day; });
    Keep(writer, settings, call.now);
    writer.Concerns(proto.name());
    return ToProto(settings);
  };
  return Write<Reply>(*desk_.records, ChangeOf("UpdateTrainingSettings", call, programme, request),
                      update);
}

}  // namespace pcsp::planning::training
