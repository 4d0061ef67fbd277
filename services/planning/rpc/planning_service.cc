#include "services/planning/rpc/planning_service.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/plan/draft.h"

namespace pcsp::planning {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
constexpr int kLargestPlanPage = 200;  // a plan takes 8 KiB, and a reply may take 4 MiB
constexpr int kDefaultRecommendations = 5;
constexpr int kMostRecommendations = 50;

constexpr absl::string_view kOrganisationShape =
    "programmes/{programme}/organisations/{organisation}";

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = pb::PlanningService::service_full_name();
  return options;
}

int PageSize(int given, int largest, Violations& violations) {
  if (given < 0) violations.Add("page_size", absl::StrCat(given), "0 or more");
  return given <= 0 ? kDefaultPage : std::min(given, largest);
}

int MostRecommendations(int given, Violations& violations) {
  if (given < 0 || given > kMostRecommendations) {
    violations.Add("max_recommendations", absl::StrCat(given), "0 to 50");
  }
  return given == 0 ? kDefaultRecommendations : given;
}

OrganisationName Parent(const std::string& parent, Violations& violations) {
  const auto name = ParseOrganisation(parent);
  if (!name) violations.Add("parent", parent, kOrganisationShape);
  return name.value_or(OrganisationName());
}

bool Matches(const Solution& solution, const std::string& issue, std::optional<Level> level) {
  return (issue.empty() || Answers(solution, issue)) && (!level || solution.level == *level);
}

void CheckDraft(const pb::DraftPlanRequest& request, Violations& violations) {
  if (!request.diagnosis().empty() && !IsDiagnosisName(request.diagnosis())) {
    violations.Add("diagnosis", request.diagnosis(),
                   absl::StrCat(kOrganisationShape, "/diagnoses/{diagnosis}"));
  }
  if (!request.plan_id().empty() && !IsResourceId(request.plan_id())) {
    violations.Add("plan_id", request.plan_id(), kResourceIdRule);
  }
  if (!request.request_id().empty() && !IsUuid(request.request_id())) {
    violations.Add("request_id", request.request_id(), "a UUID");
  }
}

RequestMark MarkOf(pb::DraftPlanRequest request) {
  RequestMark mark;
  mark.id = absl::AsciiStrToLower(request.request_id());
  request.clear_request_id();
  // The message has no map, and so its bytes follow from its fields.
  mark.payload_hash = Sha256Hex(request.SerializeAsString());
  return mark;
}

std::optional<PlanCursor> CursorOf(const std::vector<std::string>& fields) {
  PlanCursor cursor;
  if (fields.size() != 2 || !absl::SimpleAtoi(fields[0], &cursor.create_micros)) {
    return std::nullopt;
  }
  cursor.uid = fields[1];
  return cursor;
}

}  // namespace

PlanningService::PlanningService(Options options)
    : catalogue_(*options.catalogue),
      store_(*options.store),
      tokens_(std::move(options.page_token_key)),
      audit_(options.audit),
      handler_(Named(std::move(options.handler))) {}

absl::StatusOr<pb::ListSolutionsResponse> PlanningService::ListSolutions(
    const rpc::Call&, const pb::ListSolutionsRequest& request) {
  Violations violations;
  const size_t page = PageSize(request.page_size(), kLargestPage, violations);
  const auto level = LevelFilter(request.level(), violations);
  const std::vector<std::string> arguments = {"ListSolutions", request.issue(),
                                              absl::StrCat(request.level())};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  pb::ListSolutionsResponse response;
  response.set_catalogue_version(catalogue_.version());
  const std::string after = cursor->empty() ? "" : cursor->front();
  std::string last;
  for (const Solution& solution : catalogue_.solutions()) {
    if (solution.id <= after || !Matches(solution, request.issue(), level)) continue;
    if (static_cast<size_t>(response.solutions_size()) == page) {
      response.set_next_page_token(tokens_.Encode({last}, arguments));
      break;
    }
    *response.add_solutions() = ToProto(solution);
    last = solution.id;
  }
  return response;
}

absl::StatusOr<pb::Solution> PlanningService::GetSolution(const rpc::Call&,
                                                          const pb::GetSolutionRequest& request) {
  const auto id = ParseSolution(request.name());
  if (!id) return InvalidField("name", request.name(), "solutions/{solution}");
  const Solution* solution = catalogue_.Find(*id);
  if (solution == nullptr) return SolutionNotFound(request.name());
  return ToProto(*solution);
}

absl::StatusOr<pb::RecommendSolutionsResponse> PlanningService::RecommendSolutions(
    const rpc::Call&, const pb::RecommendSolutionsRequest& request) {
  Violations violations;
  Parent(request.parent(), violations);
  const std::vector<Finding> findings = FromProto(request.findings(), violations);
  const Level level = ActingLevel(request.level(), findings, violations);
  CheckFindings(findings, violations);
  const int most = MostRecommendations(request.max_recommendations(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::RecommendSolutionsResponse response = ToProto(Recommend(catalogue_, findings, level, most));
  response.set_catalogue_version(catalogue_.version());
  return response;
}

absl::StatusOr<pb::Plan> PlanningService::DraftPlan(const rpc::Call& call,
                                                    const pb::DraftPlanRequest& request) {
  Violations violations;
  Plan plan;
  plan.name.organisation = Parent(request.parent(), violations);
  plan.problem = FromProto(request, violations);
  CheckDraft(request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  plan.uid = NewUuid(call.now);
  plan.name.plan = request.plan_id().empty() ? plan.uid : request.plan_id();
  plan.diagnosis = request.diagnosis();
  plan.catalogue_version = catalogue_.version();
  plan.create_time = plan.update_time = call.now;
  plan.draft = planning::DraftPlan(catalogue_, plan.problem);
  if (request.validate_only()) return ToProto(plan, /*stored=*/false);
  ASSIGN_OR_RETURN(
      const std::string reply,
      store_.CreatePlan(plan, MarkOf(request), ToProto(plan, /*stored=*/true).SerializeAsString()));
  pb::Plan response;
  if (!response.ParseFromString(reply)) return absl::DataLossError("stored reply");
  return response;
}

absl::StatusOr<pb::Plan> PlanningService::GetPlan(const rpc::Call&,
                                                  const pb::GetPlanRequest& request) {
  const auto name = ParsePlan(request.name());
  if (!name) {
    return InvalidField("name", request.name(), absl::StrCat(kOrganisationShape, "/plans/{plan}"));
  }
  ASSIGN_OR_RETURN(const Plan plan, store_.GetPlan(*name));
  return ToProto(plan, /*stored=*/true);
}

absl::StatusOr<pb::ListPlansResponse> PlanningService::ListPlans(
    const rpc::Call&, const pb::ListPlansRequest& request) {
  Violations violations;
  const auto parent = ParseOrganisationOrAll(request.parent());
  if (!parent) violations.Add("parent", request.parent(), kOrganisationShape);
  const size_t page = PageSize(request.page_size(), kLargestPlanPage, violations);
  const std::vector<std::string> arguments = {"ListPlans", request.parent(), request.diagnosis()};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  // One more than the page holds tells whether there is another.
  ASSIGN_OR_RETURN(std::vector<Plan> plans,
                   store_.ListPlans({*parent, request.diagnosis(), CursorOf(*cursor),
                                     static_cast<int>(page) + 1}));
  pb::ListPlansResponse response;
  if (plans.size() > page) {
    plans.resize(page);
    response.set_next_page_token(tokens_.Encode(
        {absl::StrCat(absl::ToUnixMicros(plans.back().create_time)), plans.back().uid}, arguments));
  }
  for (const Plan& plan : plans) *response.add_plans() = ToProto(plan, /*stored=*/true);
  return response;
}

}  // namespace pcsp::planning
