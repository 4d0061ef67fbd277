#include "services/planning/rpc/library/recommend_methods.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/library/written.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/library/convert_effect.h"
#include "services/planning/rpc/library/convert_outcome.h"
#include "services/planning/rpc/library/convert_story.h"
#include "services/planning/rpc/library/holding_adaptations.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr int kUsual = 5, kMost = 50;

int MostFrom(int given, Violations& violations) {
  if (given < 0 || given > kMost) {
    violations.Add("max_recommendations", absl::StrCat(given), "0 to 50");
  }
  return given == 0 ? kUsual : given;
}

// The same site draws the same chance until somebody asks with another seed.
uint64_t SeedOf(const pb::RecommendSolutionsRequest& request) {
  if (request.seed() != 0) return static_cast<uint64_t>(request.seed());
  uint64_t seed = 0;
  (void)absl::SimpleHexAtoi(Sha256Hex(request.parent()).substr(0, 16), &seed);
  return seed;
}

std::map<std::string, double> BaselinesFrom(const pb::RecommendSolutionsRequest& request,
                                            Violations& violations) {
  std::map<std::string, double> baselines;
  for (int i = 0; i < request.baselines_size(); ++i) {
    const pb::IssueBaseline& one = request.baselines(i);
    const std::string field = absl::StrCat("baselines[", i, "]");
    if (!(one.score() >= 0 && one.score() <= 100)) {
      violations.Add(absl::StrCat(field, ".score"), absl::StrCat(one.score()), "0 to 100");
    }
    if (!baselines.emplace(one.issue(), one.score()).second) {
      violations.Add(absl::StrCat(field, ".issue"), one.issue(), "an issue that is named once");
    }
  }
  return baselines;
}

std::string IdOf(const std::string& solution) {
  const auto name = ParseSolutionName(solution);
  return name ? name->solution : "";
}

template <typename Message>
void Set(const Written& written, const Library& library, Message& proto) {
  proto.set_written_story_count(written.count);
  for (const Retold& one : written.told) {
    *proto.add_written_stories() = AsTold(*one.story, one.by, library);
  }
}

// In words where they are read, by number where there may be thousands of recommendations.
void AddWritten(const Library& library, const SiteFacts& listener,
                pb::RecommendSolutionsResponse& response) {
  const auto of = [&](const std::string& solution, const std::vector<std::string>& issues) {
    return WrittenOf(library, IdOf(solution), issues, listener);
  };
  for (pb::Recommendation& one : *response.mutable_overall()) {
    Set(of(one.solution().name(), {one.issues().begin(), one.issues().end()}), library, one);
  }
  for (pb::IssueRecommendations& issue : *response.mutable_by_issue()) {
    for (pb::Recommendation& one : *issue.mutable_recommendations()) {
      one.set_written_story_count(of(one.solution().name(), {issue.issue()}).count);
    }
  }
  for (pb::UnhelpfulSolution& one : *response.mutable_unhelpful()) {
    std::vector<std::string> issues;
    for (const pb::SolutionEffect& effect : one.effects()) issues.push_back(effect.issue());
    Set(of(one.solution(), issues), library, one);
  }
}

}  // namespace

absl::StatusOr<pb::RecommendSolutionsResponse> RecommendMethods::Recommend(
    const rpc::Call&, const pb::RecommendSolutionsRequest& request) const {
  Violations violations;
  const OrganisationName site = OrganisationFrom("parent", request.parent(), violations);
  RecommendationQuestion question;
  question.findings = FromProto(request.findings(), violations);
  question.level = ActingLevel(request.level(), question.findings, violations);
  CheckFindings(question.findings, violations);
  question.most = static_cast<size_t>(MostFrom(request.max_recommendations(), violations));
  const auto baselines = BaselinesFrom(request, violations);
  SiteFacts listener = FactsFrom(site, request.context(), violations);
  if (request.context().level() == type::v1::LEVEL_UNSPECIFIED) listener.level = question.level;
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(site.programme));
  ASSIGN_OR_RETURN(question.adaptations, HoldingAdaptations(store_, site));
  if (library->outcomes() > 0) {
    question.evidence = SiteEvidence{&library->effects(), listener.context,    baselines,
                                     SeedOf(request),     &library->stories(), listener};
  }
  pb::RecommendSolutionsResponse response =
      ToProto(planning::Recommend(library->offered(), question), *library, site.programme);
  if (!library->written().empty()) AddWritten(*library, listener, response);
  response.set_catalogue_version(libraries_.shipped().version());
  return response;
}

}  // namespace pcsp::planning
