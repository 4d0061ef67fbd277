#include "services/assessments/rpc/measures/measure_methods.h"

#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/measures/convert_measure.h"
#include "services/assessments/rpc/measures/requests.h"

namespace pcsp::assessments {
namespace {

std::string Serialised(const MeasureDefinition& measure) {
  return ToProto(measure).SerializeAsString();
}
std::string SerialisedPolicy(const MeasurePolicy& policy) {
  return ToProto(policy).SerializeAsString();
}

constexpr absl::string_view kPolicyNameRule = "programmes/{programme}/measurePolicy";

std::string PolicyFrom(absl::string_view field, const std::string& name, Violations& violations) {
  absl::string_view programme = name;
  const bool ends = absl::ConsumeSuffix(&programme, "/measurePolicy");
  if (auto id = ParseProgrammeName(programme); ends && id) return *std::move(id);
  violations.Add(std::string(field), name, kPolicyNameRule);
  return "";
}

}  // namespace

absl::StatusOr<MeasureDefinition> FindMeasure(const EvidenceTools& tools, const MeasureName& name) {
  ASSIGN_OR_RETURN(std::optional<MeasureDefinition> found, tools.store->FindMeasure(name));
  if (!found) found = tools.measures->Find(name);
  if (!found) return MeasureNotFound(name.ToString());
  return *std::move(found);
}

absl::StatusOr<std::vector<MeasureDefinition>> AllMeasures(const EvidenceTools& tools,
                                                           const std::string& programme) {
  ASSIGN_OR_RETURN(std::vector<MeasureDefinition> stored, tools.store->ListMeasures(programme));
  return tools.measures->All(programme, std::move(stored));
}

absl::StatusOr<pb::MeasureDefinition> MeasureMethods::CreateMeasureDefinition(
    const rpc::Call& call, const pb::CreateMeasureDefinitionRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  if (!IsResourceId(request.measure_id())) {
    violations.Add("measure_id", request.measure_id(), kResourceIdRule);
  }
  MeasureDefinition measure = FromProto(programme, request.measure(), violations);
  Validate(measure, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  measure.name = {programme, request.measure_id()};
  measure.revision = 1;
  measure.create_time = measure.update_time = call.now;
  return ReplyFrom<pb::MeasureDefinition>(tools_.store->ChangeMeasure(
      ChangeKey("CreateMeasureDefinition", request), measure.name, call.now,
      [&](const std::optional<MeasureDefinition>& before) -> absl::StatusOr<MeasureDefinition> {
        if (before || tools_.measures->Find(measure.name)) {
          return MeasureExists(measure.name.ToString());
        }
        return measure;
      },
      Serialised));
}

absl::StatusOr<pb::MeasureDefinition> MeasureMethods::GetMeasureDefinition(
    const rpc::Call&, const pb::GetMeasureDefinitionRequest& request) const {
  Violations violations;
  const MeasureName name = MeasureFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const MeasureDefinition measure, FindMeasure(tools_, name));
  return ToProto(measure);
}

absl::StatusOr<pb::ListMeasureDefinitionsResponse> MeasureMethods::ListMeasureDefinitions(
    const rpc::Call&, const pb::ListMeasureDefinitionsRequest& request) const {
  const std::vector<std::string> arguments = {"ListMeasureDefinitions", request.parent(),
                                              request.show_retired() ? "retired too" : ""};
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const ListPage page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const std::vector<MeasureDefinition> all, AllMeasures(tools_, programme));
  pb::ListMeasureDefinitionsResponse reply;
  std::string last;
  for (const MeasureDefinition& measure : all) {
    if (measure.retire_time && !request.show_retired()) continue;
    if (!page.cursor.empty() && measure.name.measure <= page.cursor[0]) continue;
    if (reply.measures_size() == page.size) {
      reply.set_next_page_token(tokens_->Encode({last}, arguments));
      break;
    }
    last = measure.name.measure;
    *reply.add_measures() = ToProto(measure);
  }
  return reply;
}

absl::StatusOr<pb::MeasureDefinition> MeasureMethods::Change(
    const sql::RequestKey& key, const MeasureName& name, absl::Time now,
    absl::FunctionRef<absl::StatusOr<MeasureDefinition>(MeasureDefinition)> change) const {
  const auto rule =
      [&](std::optional<MeasureDefinition> before) -> absl::StatusOr<MeasureDefinition> {
    if (!before) before = tools_.measures->Find(name);
    if (!before) return MeasureNotFound(name.ToString());
    return change(*std::move(before));
  };
  auto reply = ReplyFrom<pb::MeasureDefinition>(
      tools_.store->ChangeMeasure(key, name, now, rule, Serialised));
  if (reply.ok()) tools_.Ring(absl::StrCat("programmes/", name.programme, "/measureValues"));
  return reply;
}

absl::StatusOr<pb::MeasureDefinition> MeasureMethods::UpdateMeasureDefinition(
    const rpc::Call& call, const pb::UpdateMeasureDefinitionRequest& request) const {
  Violations violations;
  const MeasureName name = MeasureFrom("measure.name", request.measure().name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  const MeasureDefinition given = FromProto(name.programme, request.measure(), violations);
  const std::set<std::string> fields =
      FieldsOf(request.update_mask(), UpdatableFields(), request.measure(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return Change(
      ChangeKey("UpdateMeasureDefinition", request), name, call.now, [&](MeasureDefinition before) {
        return Updated(std::move(before), given, fields, request.measure().etag(), call.now);
      });
}

absl::StatusOr<pb::MeasureDefinition> MeasureMethods::RetireMeasureDefinition(
    const rpc::Call& call, const pb::RetireMeasureDefinitionRequest& request) const {
  Violations violations;
  const MeasureName name = MeasureFrom("name", request.name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return Change(ChangeKey("RetireMeasureDefinition", request), name, call.now,
                [&](MeasureDefinition before) {
                  return Retired(std::move(before), request.etag(), call.now);
                });
}

absl::StatusOr<pb::MeasurePolicy> MeasureMethods::GetMeasurePolicy(
    const rpc::Call&, const pb::GetMeasurePolicyRequest& request) const {
  Violations violations;
  const std::string programme = PolicyFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const MeasurePolicy policy, tools_.store->GetPolicy(programme));
  return ToProto(policy);
}

absl::StatusOr<pb::MeasurePolicy> MeasureMethods::UpdateMeasurePolicy(
    const rpc::Call& call, const pb::UpdateMeasurePolicyRequest& request) const {
  Violations violations;
  const std::string programme = PolicyFrom("policy.name", request.policy().name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  FieldsOf(request.update_mask(), {"disclosure_threshold"}, request.policy(), violations);
  const int threshold = request.policy().disclosure_threshold();
  if (threshold < kLeastThreshold || threshold > kMostThreshold) {
    violations.Add("policy.disclosure_threshold", absl::StrCat(threshold), "3 to 100");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return ReplyFrom<pb::MeasurePolicy>(tools_.store->ChangePolicy(
      ChangeKey("UpdateMeasurePolicy", request), programme, call.now,
      [&](MeasurePolicy before) -> absl::StatusOr<MeasurePolicy> {
        const std::string& etag = request.policy().etag();
        if (!etag.empty() && etag != before.etag()) {
          return EtagMismatch("measure policy", request.policy().name(), etag, before.etag());
        }
        before.threshold = threshold;
        ++before.revision;
        return before;
      },
      SerialisedPolicy));
}

}  // namespace pcsp::assessments
