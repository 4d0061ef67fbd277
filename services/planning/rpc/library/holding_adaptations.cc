#include "services/planning/rpc/library/holding_adaptations.h"

#include <utility>

#include "common/base/status_macros.h"

namespace pcsp::planning {

absl::StatusOr<std::vector<Adaptation>> HoldingAdaptations(Store& store,
                                                           const OrganisationName& site) {
  std::vector<Adaptation> adaptations;
  RETURN_IF_ERROR(store.records().Read([&](sql::RecordReader& reader) {
    for (SiteAdaptation& one :
         reader.List<SiteAdaptation>({.where = {sql::Is("programme", site.programme),
                                                sql::Is("organisation", site.organisation)}})) {
      const bool holds =
          one.state == AdaptationState::kAllowed || one.state == AdaptationState::kSignedOff;
      if (holds) adaptations.push_back(std::move(one.adaptation));
    }
    return absl::OkStatus();
  }));
  return adaptations;
}

}  // namespace pcsp::planning
