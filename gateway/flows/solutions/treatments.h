// What sites did about their issues between two waves.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "pcsp/assessments/v1/wave.pb.h"
#include "pcsp/gateway/v1/wave_outcomes.pb.h"

namespace pcsp::gateway {

// Of a site and an issue.
using SiteIssue = std::pair<std::string, std::string>;

struct Treatments {
  // With their issue filled in; each solution once a place.
  std::map<SiteIssue, std::vector<v1::SiteTreatment>> done;
  // Where something had begun by the later wave and was not over.
  std::set<SiteIssue> unfinished;
  int from_actions = 0;  // of those in `done`
  int kept = 0;          // of those in `done`: recorded before, and nothing else says so
  int dropped = 0;       // recorded before, and not in `done`
  // Issues that some solution answers: of others no outcome is kept.
  std::set<std::string> answered;
  // Outcomes that were recorded before, by place.
  std::map<SiteIssue, planning::v1::Outcome> recorded;
};

// Those that `request` names, with the actions of agreed plans that were completed from the day on
// which `before` closed to the day on which `after` did, and what was recorded of `before` earlier
// unless `request` replaces it: whoever records again without the list of the first time loses
// nothing. Errors: INVALID_ARGUMENT (INVALID_FIELDS,
// every treatment that cannot be: another programme's, an unknown solution, begun after `after`).
absl::StatusOr<Treatments> GatherTreatments(Clients& clients, const std::string& programme,
                                            const v1::RecordWaveOutcomesRequest& request,
                                            const assessments::v1::Wave& before,
                                            const assessments::v1::Wave& after);

}  // namespace pcsp::gateway
