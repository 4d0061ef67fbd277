#include "services/planning/rpc/facilitators/apply_methods.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/facilitation/reassignment.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/rpc/training/competence/competence_records.h"
#include "services/planning/rpc/training/facilitation/convert_facilitation.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostAssignments = 10'000;

std::vector<WantedSupport> WantedFrom(const std::string& programme,
                                      const pb::ApplyAssignmentsRequest& request,
                                      Violations& violations) {
  CheckRange("assignments", request.assignments_size(), 1, kMostAssignments, violations);
  std::vector<WantedSupport> wanted;
  std::set<std::string> seen;
  for (int i = 0; i < request.assignments_size(); ++i) {
    const pb::PracticeAssignment& proto = request.assignments(i);
    const std::string field = absl::StrCat("assignments[", i, "].");
    WantedSupport one;
    one.practice = IdOf(programme, "organisations", field + "practice", proto.practice(),
                        Need::kRequired, violations);
    one.facilitator = IdOf(programme, "appointments", field + "facilitator", proto.facilitator(),
                           Need::kOptional, violations);
    if (proto.has_current_facilitator()) {
      one.current = IdOf(programme, "appointments", field + "current_facilitator",
                         proto.current_facilitator(), Need::kOptional, violations);
    }
    if (!one.practice.empty() && !seen.insert(one.practice).second) {
      violations.Add(field + "practice", proto.practice(), "each once");
    }
    wanted.push_back(std::move(one));
  }
  return wanted;
}

// What holds on `day` or later, by practice and id.
std::vector<Assignment> KnownOf(sql::RecordReader& reader, const std::string& programme,
                                const std::vector<WantedSupport>& wanted, absl::CivilDay day) {
  std::vector<std::string> practices;
  for (const WantedSupport& one : wanted) practices.push_back(one.practice);
  return reader.List<Assignment>(
      {.where = {sql::Is("programme", programme), sql::OneOfThem("practice", std::move(practices)),
                 sql::AtLeast("last_day", sql::DayText(day))},
       .order = {"practice", "id"}});
}

void PutAll(sql::RecordWriter& writer, std::vector<Assignment>& assignments, absl::Time now) {
  for (Assignment& assignment : assignments) {
    ++assignment.revision;
    assignment.update_time = now;
  }
  writer.PutAll<Assignment>(assignments);
}

// The changes, as rows.
void Store(sql::RecordWriter& writer, const std::string& programme, absl::Time now,
           Reassignment& changes) {
  PutAll(writer, changes.ended, now);
  PutAll(writer, changes.extended, now);
  std::vector<std::string> removed;
  for (const Assignment& assignment : changes.removed) removed.push_back(assignment.id);
  if (!removed.empty()) {
    writer.Remove<Assignment>(
        {sql::Is("programme", programme), sql::OneOfThem("id", std::move(removed))});
  }
  for (Assignment& assignment : changes.created) {
    assignment.programme = programme;
    assignment.id = NewUuid(now);
    assignment.create_time = assignment.update_time = now;
  }
  writer.PutAll<Assignment>(changes.created);
}

// Everything that facilitators have to do in the year from `day` on, once the changes are made.
CaseloadFacts FactsOf(sql::RecordReader& reader, const std::string& programme, absl::CivilDay day,
                      const std::set<std::string>& facilitators) {
  CaseloadFacts facts;
  facts.first = day;
  facts.last = absl::CivilDay(day.year() + 1, day.month(), day.day()) - 1;
  const std::string first = sql::DayText(facts.first), last = sql::DayText(facts.last);
  const std::vector<std::string> ids(facilitators.begin(), facilitators.end());
  facts.assignments =
      AllOf<Assignment>(reader, programme,
                        {sql::OneOfThem("facilitator", ids), sql::AtMost("first_day", last),
                         sql::AtLeast("last_day", first)});
  facts.capacities = AllOf<Capacity>(reader, programme, {sql::OneOfThem("id", ids)});
  facts.leaves = AllOf<Leave>(reader, programme,
                              {sql::OneOfThem("appointment", ids), sql::AtMost("first_day", last),
                               sql::AtLeast("last_day", first)});
  return facts;
}

void Warn(sql::RecordReader& reader, const std::string& programme, absl::CivilDay day,
          const Reassignment& changes, pb::ApplyAssignmentsResponse& reply) {
  std::set<std::string> facilitators;
  for (const auto* list : {&changes.created, &changes.extended, &changes.kept}) {
    for (const Assignment& assignment : *list) facilitators.insert(assignment.facilitator);
  }
  if (facilitators.empty()) return;
  const Settings settings = SettingsOf(reader, programme);
  for (const FacilitatorLoad& load :
       CaseloadOf(FactsOf(reader, programme, day, facilitators), settings)) {
    for (const CaseloadWarning warning : load.warnings) {
      pb::AssignmentWarning* const added = reply.add_warnings();
      added->set_facilitator(NameIn(programme, "appointments", load.facilitator));
      added->set_warning(static_cast<pb::CaseloadWarning>(warning));
      added->set_sentence(InWords(warning, load, settings));
    }
  }
}

void Show(const Reassignment& changes, pb::ApplyAssignmentsResponse& reply) {
  for (const Assignment& a : changes.ended) *reply.add_ended() = ToProto(a);
  for (const Assignment& a : changes.removed) *reply.add_removed() = ToProto(a);
  for (const Assignment& a : changes.extended) *reply.add_extended() = ToProto(a);
  for (const Assignment& a : changes.created) *reply.add_created() = ToProto(a);
  for (const Assignment& a : changes.kept) *reply.add_kept() = ToProto(a);
}

bool ChangesNothing(const Reassignment& changes) {
  return changes.ended.empty() && changes.removed.empty() && changes.extended.empty() &&
         changes.created.empty();
}

}  // namespace

absl::StatusOr<pb::ApplyAssignmentsResponse> ApplyMethods::ApplyAssignments(
    const rpc::Call& call, const pb::ApplyAssignmentsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const absl::CivilDay day =
      DayFrom("start_date", request.start_date(), {}, Need::kRequired, violations);
  CheckRequestId(request.request_id(), violations);
  const std::vector<WantedSupport> wanted = WantedFrom(programme, request, violations);
  if (programme.empty() || wanted.empty()) return violations.ToStatus();
  using Reply = pb::ApplyAssignmentsResponse;
  const auto apply = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    Violations all = violations;
    Reassignment changes = Reassign(wanted, KnownOf(writer, programme, wanted, day), day, all);
    RETURN_IF_ERROR(all.ToStatus());
    Reply reply;
    if (!ChangesNothing(changes)) {
      Store(writer, programme, call.now, changes);
      writer.Concerns(absl::StrCat(ProgrammeName(programme), "/assignments"));
    }
    Show(changes, reply);
    Warn(writer, programme, day, changes, reply);
    return reply;
  };
  return Write<Reply>(*records_, ChangeOf("ApplyAssignments", call, programme, request), apply);
}

}  // namespace pcsp::planning::training
