#include "gateway/flows/solutions/recorded.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using v1::SiteTreatment;

constexpr absl::Duration kPage = absl::Seconds(30);

// Null when there is none.
SiteTreatment* Find(std::vector<SiteTreatment>& treatments, const std::string& solution) {
  const auto found = std::ranges::find_if(
      treatments, [&](const SiteTreatment& one) { return one.solution() == solution; });
  return found == treatments.end() ? nullptr : &*found;
}

SiteTreatment TreatmentOf(const planning::v1::Outcome& outcome,
                          const planning::v1::Treatment& known) {
  SiteTreatment treatment;
  treatment.set_organisation(outcome.organisation());
  treatment.set_issue(outcome.issue());
  treatment.set_solution(known.solution());
  treatment.set_altered(known.altered());
  // Both were said of the whole outcome.
  treatment.set_start_date(outcome.start_date());
  treatment.set_sharing(outcome.sharing());
  return treatment;
}

void Add(const planning::v1::Outcome& outcome, bool replace, Treatments& treatments) {
  const SiteIssue place = {outcome.organisation(), outcome.issue()};
  for (const auto& known : outcome.treatments()) {
    const auto at = treatments.done.find(place);
    SiteTreatment* const now =
        at == treatments.done.end() ? nullptr : Find(at->second, known.solution());
    if (now != nullptr) {
      // What a site agreed to holds until it says something else.
      const bool silent = now->sharing() == planning::v1::SHARING_UNSPECIFIED;
      if (silent && !replace) now->set_sharing(outcome.sharing());
    } else if (replace) {
      ++treatments.dropped;
    } else {
      treatments.done[place].push_back(TreatmentOf(outcome, known));
      ++treatments.kept;
    }
  }
  treatments.recorded[place] = outcome;
}

}  // namespace

absl::Status AddRecorded(Clients& clients, const v1::RecordWaveOutcomesRequest& request,
                         Treatments& treatments) {
  ASSIGN_OR_RETURN(const std::string programme, ProgrammeOf("name", request.name()));
  planning::v1::ListOutcomesRequest list;
  list.set_parent(programme);
  return EachPage(*clients.planning, &planning::v1::PlanningService::Stub::ListOutcomes, list,
                  kPage, [&](const auto& page) {
                    for (const auto& outcome : page.outcomes()) {
                      if (outcome.wave() != request.name()) continue;
                      Add(outcome, request.replace_treatments(), treatments);
                    }
                  });
}

std::vector<std::string> Superfluous(const Treatments& treatments,
                                     const std::vector<planning::v1::Outcome>& outcomes) {
  std::set<SiteIssue> told;
  for (const auto& outcome : outcomes) told.emplace(outcome.organisation(), outcome.issue());
  std::vector<std::string> names;
  for (const auto& [place, outcome] : treatments.recorded) {
    const bool stays = outcome.treatments().empty() || treatments.done.contains(place);
    if (!stays && !told.contains(place)) names.push_back(outcome.name());
  }
  return names;
}

}  // namespace pcsp::gateway
