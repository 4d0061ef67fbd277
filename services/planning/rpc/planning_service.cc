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
#include "services/planning/domain/plan/planned_from.h"
#include "services/planning/domain/plan/problem_check.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/library/convert_outcome.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPlanPage = 200;  // a plan takes 8 KiB, and a reply may take 4 MiB

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = pb::PlanningService::service_full_name();
  return options;
}

int PageSize(int given, int largest, Violations& violations) {
  if (given < 0) violations.Add("page_size", absl::StrCat(given), "0 or more");
  return given <= 0 ? kDefaultPage : std::min(given, largest);
}

bool Names(const Violations& violations, absl::string_view field) {
  return std::ranges::any_of(violations.list(),
                             [&](const Violation& one) { return one.field == field; });
}

void CheckDraft(const pb::DraftPlanRequest& request, Violations& violations) {
  if (!request.diagnosis().empty() && !IsDiagnosisName(request.diagnosis())) {
    violations.Add("diagnosis", request.diagnosis(),
                   absl::StrCat(kOrganisationShape, "/diagnoses/{diagnosis}"));
  }
  if (!request.plan_id().empty() && !IsResourceId(request.plan_id())) {
    violations.Add("plan_id", request.plan_id(), kResourceIdRule);
  }
  CheckRequestId(request.request_id(), violations);
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
    : store_(*options.store),
      tokens_(std::move(options.page_token_key)),
      libraries_(options.catalogue, options.store),
      solutions_(&libraries_, options.store, &tokens_),
      adaptations_(&libraries_, options.store, &tokens_),
      outcomes_(&libraries_, options.store, &tokens_),
      stories_(&libraries_, &store_, &tokens_),
      recommendations_(&libraries_, options.store),
      choices_(options.catalogue, options.store),
      evidence_(&libraries_, options.store),
      improver_({.catalogue = options.catalogue,
                 .store = options.store,
                 .pool = options.handler.pool,
                 .clock = options.handler.clock,
                 .background = options.improve_drafts,
                 .most = options.improve_for}),
      actions_(&libraries_, options.store),
      events_(options.store),
      cycles_(options.store),
      plans_(options.store, &improver_),
      spending_(options.store, &choices_, &improver_),
      lists_(options.store, &tokens_),
      calendars_(options.store, &tokens_),
      notes_(options.store),
      audit_(options.audit),
      handler_(Named(std::move(options.handler))) {}

absl::StatusOr<pb::Plan> PlanningService::DraftPlan(const rpc::Call& call,
                                                    const pb::DraftPlanRequest& request) {
  Violations violations;
  Plan plan;
  plan.name.organisation = OrganisationFrom("parent", request.parent(), violations);
  const std::string& programme = plan.name.organisation.programme;
  plan.problem = FromProto(request, programme, violations);
  (void)FactsFrom(plan.name.organisation, request.context(), violations);
  CheckDraft(request, violations);
  ASSIGN_OR_RETURN(const auto catalogue, choices_.For(programme, plan.problem));
  // Whose solutions may be pinned, and of which level, is not known otherwise.
  if (!Names(violations, "parent") && !Names(violations, "level")) {
    CheckPins(*catalogue, plan.problem, violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(
      evidence_.AddTo(*catalogue, plan.name.organisation, request.context(), plan.problem));
  plan.uid = NewUuid(call.now);
  plan.name.plan = request.plan_id().empty() ? plan.uid : request.plan_id();
  plan.diagnosis = request.diagnosis();
  plan.catalogue_version = catalogue->version();
  plan.own = OwnIn(*catalogue);
  plan.create_time = plan.update_time = call.now;
  plan.draft = request.defer_improvement() ? DraftPlanRoughly(*catalogue, plan.problem)
                                           : planning::DraftPlan(*catalogue, plan.problem);
  pb::Plan made = ToProto(plan, {}, DayOf(call.now));
  if (request.validate_only()) return Unstored(std::move(made));
  ASSIGN_OR_RETURN(const std::string reply,
                   store_.CreatePlan(plan, MarkOf(request), made.SerializeAsString()));
  if (!request.defer_improvement()) improver_.Later(plan);
  return Remembered<pb::Plan>(reply);
}

absl::StatusOr<pb::ListPlansResponse> PlanningService::ListPlans(
    const rpc::Call& call, const pb::ListPlansRequest& request) {
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
  ASSIGN_OR_RETURN(std::vector<pb::Plan> shown, plans_.Shown(call, plans));
  response.mutable_plans()->Assign(shown.begin(), shown.end());
  return response;
}

}  // namespace pcsp::planning
