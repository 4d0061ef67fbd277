// What is counted elsewhere, as the gateway's flows tell it.
#include <set>

#include "absl/strings/match.h"
#include "common/base/status_macros.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/measures/requests.h"
#include "services/assessments/rpc/observations/observation_methods.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostSitesCounted = 20'000;
constexpr size_t kMostSourceBytes = 200;

void CheckSource(const std::string& programme, const std::string& source, Violations& violations) {
  if (absl::StartsWith(source, absl::StrCat("programmes/", programme, "/")) &&
      source.size() <= kMostSourceBytes) {
    return;
  }
  violations.Add("source", source.substr(0, kMostSourceBytes),
                 "a name below that of the programme, at most 200 characters");
}

std::vector<CountedFact> SitesFrom(const pb::SetCountedFactsRequest& request,
                                   const std::string& programme, Day today,
                                   Violations& violations) {
  std::vector<CountedFact> sites;
  std::set<std::string> seen;
  for (int i = 0; i < request.sites_size(); ++i) {
    const pb::CountedFact& given = request.sites(i);
    const std::string at = absl::StrCat("sites[", i, "].");
    CountedFact& site = sites.emplace_back();
    site = {.organisation =
                OrganisationOf(programme, at + "organisation", given.organisation(), violations),
            .fact = request.fact(),
            .category = given.category(),
            .source = request.source(),
            .since = today};
    if (!site.organisation.empty() && !seen.insert(site.organisation).second) {
      violations.Add(at + "organisation", given.organisation(), "each site once");
    }
    if (!IsFactCode(site.category)) {
      violations.Add(at + "category", site.category, "the id of a category: a-z, 0-9 and _");
    }
  }
  return sites;
}

}  // namespace

absl::StatusOr<pb::SetCountedFactsResponse> ObservationMethods::SetCountedFacts(
    const rpc::Call& call, const pb::SetCountedFactsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  if (!IsFactCode(request.fact())) {
    violations.Add("fact", request.fact(), "the id of a fact: a-z, 0-9 and _");
  }
  CheckSource(programme, request.source(), violations);
  if (request.sites_size() > kMostSitesCounted) {
    violations.Add("sites", absl::StrCat(request.sites_size()), "at most 20000");
  }
  const auto sites = SitesFrom(request, programme, DayOf(call.now), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  auto reply = ReplyFrom<pb::SetCountedFactsResponse>(
      tools_.store->SetCountedFacts(ChangeKey("SetCountedFacts", request), programme,
                                    request.fact(), call.now, sites, [](int changed) {
                                      pb::SetCountedFactsResponse response;
                                      response.set_changed_sites(changed);
                                      return response.SerializeAsString();
                                    }));
  if (reply.ok() && reply->changed_sites() > 0) tools_.Ring(request.parent() + "/countedFacts");
  return reply;
}

}  // namespace pcsp::assessments
