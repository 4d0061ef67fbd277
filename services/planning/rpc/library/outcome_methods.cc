#include "services/planning/rpc/library/outcome_methods.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/errors.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/library/convert_effect.h"
#include "services/planning/rpc/library/convert_outcome.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr int kMostOutcomes = 1000, kUsualPage = 100, kLargestPage = 1000;

std::vector<SiteOutcome> OutcomesFrom(const std::string& programme, const OutcomeRules& rules,
                                      const pb::RecordOutcomesRequest& request,
                                      Violations& violations) {
  if (request.outcomes().empty() || request.outcomes_size() > kMostOutcomes) {
    violations.Add("outcomes", absl::StrCat(request.outcomes_size(), " outcomes"), "1 to 1000");
    return {};
  }
  std::vector<SiteOutcome> outcomes;
  std::map<std::tuple<std::string, std::string, std::string>, int> seen;
  for (int i = 0; i < request.outcomes_size(); ++i) {
    const std::string field = absl::StrCat("outcomes[", i, "]");
    outcomes.push_back(FromProto(programme, rules, field, request.outcomes(i), violations));
    const Outcome& o = outcomes.back().outcome;
    if (const auto [first, is_new] = seen.try_emplace({o.site, o.round, o.issue}, i); !is_new) {
      violations.Add(field, o.issue,
                     absl::StrCat("a site, wave and issue that outcomes[", first->second,
                                  "] does not tell of already"));
    }
  }
  return outcomes;
}

bool Known(sql::RecordReader& reader, const SiteOutcome& one) {
  return reader
      .Find<SiteOutcome>({one.programme, one.outcome.site, one.outcome.round, one.outcome.issue})
      .has_value();
}

}  // namespace

absl::StatusOr<pb::RecordOutcomesResponse> OutcomeMethods::Record(
    const rpc::Call& call, const pb::RecordOutcomesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  const OutcomeRules rules = {*library, IssuesOf(library->offered()), DayOf(call.now)};
  const std::vector<SiteOutcome> outcomes = OutcomesFrom(programme, rules, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("RecordOutcomes", call, programme, request);
  return Write<pb::RecordOutcomesResponse>(
      store_.records(), change,
      [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::RecordOutcomesResponse> {
        const auto known = std::count_if(outcomes.begin(), outcomes.end(),
                                         [&](const auto& one) { return Known(writer, one); });
        writer.PutAll(absl::MakeConstSpan(outcomes));
        MoveLibraryRevision(writer, programme);
        writer.Concerns(absl::StrCat("programmes/", programme, "/outcomes"));
        pb::RecordOutcomesResponse reply;
        reply.set_replaced_count(static_cast<int32_t>(known));
        reply.set_created_count(static_cast<int32_t>(outcomes.size()) - reply.replaced_count());
        return reply;
      });
}

absl::StatusOr<pb::Outcome> OutcomeMethods::Delete(const rpc::Call& call,
                                                   const pb::DeleteOutcomeRequest& request) const {
  Violations violations;
  const auto name = ParseOutcome(request.name());
  if (!name) {
    violations.Add("name", request.name(),
                   absl::StrCat(kOrganisationShape, "/outcomes/{wave}~{issue}"));
  }
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto& [site, wave, issue] = *name;
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(site.programme));
  const auto change = ChangeOf("DeleteOutcome", call, site.programme, request);
  return Write<pb::Outcome>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Outcome> {
        const auto one = writer.Find<SiteOutcome>({site.programme, site.organisation, wave, issue});
        if (!one) return OutcomeNotFound(request.name());
        writer.Remove<SiteOutcome>({sql::Is("programme", site.programme),
                                    sql::Is("site", site.organisation), sql::Is("round", wave),
                                    sql::Is("issue", issue)});
        MoveLibraryRevision(writer, site.programme);
        writer.Concerns(request.name());
        return ToProto(*one, *library);
      });
}

absl::StatusOr<pb::ListOutcomesResponse> OutcomeMethods::List(
    const rpc::Call&, const pb::ListOutcomesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::vector<std::string> arguments = {"ListOutcomes", request.parent(),
                                              request.organisation(), request.issue()};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  sql::Query query = {.where = {sql::Is("programme", programme)}};
  if (!request.organisation().empty()) {
    const auto site = OrganisationFrom("organisation", request.organisation(), violations);
    query.where.push_back(sql::Is("site", site.organisation));
  }
  if (!request.issue().empty()) query.where.push_back(sql::Is("issue", request.issue()));
  RETURN_IF_ERROR(violations.ToStatus());
  query.order = {"site", "round", "issue"};
  query.after = page.cursor;
  query.limit = page.size + 1;
  std::vector<SiteOutcome> found;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    found = reader.List<SiteOutcome>(query);
    return absl::OkStatus();
  }));
  pb::ListOutcomesResponse response;
  if (TakeExtra(found, page)) {
    const Outcome& last = found.back().outcome;
    response.set_next_page_token(tokens_.Encode({last.site, last.round, last.issue}, arguments));
  }
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  for (const SiteOutcome& one : found) *response.add_outcomes() = ToProto(one, *library);
  return response;
}

absl::StatusOr<pb::ListSolutionEffectsResponse> OutcomeMethods::ListEffects(
    const rpc::Call&, const pb::ListSolutionEffectsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::string solution =
      request.solution().empty()
          ? ""
          : SolutionFrom(programme, "solution", request.solution(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  pb::ListSolutionEffectsResponse response;
  response.set_outcome_count(library->outcomes());
  for (const auto& [issue, effects] : library->effects().issues()) {
    if (!request.issue().empty() && issue != request.issue()) continue;
    std::vector<const SolutionEffect*> ranked;
    for (const SolutionEffect& effect : effects.solutions()) {
      if (solution.empty() || effect.treatment.solution == solution) ranked.push_back(&effect);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto* a, const auto* b) { return a->effect.low > b->effect.low; });
    for (const SolutionEffect* effect : ranked) {
      *response.add_effects() = ToProto(issue, *effect, *library, programme);
    }
  }
  return response;
}

}  // namespace pcsp::planning
