// What requests ask about: a site, or sites that belong together, of a wave whose answers are
// final.
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/disclosure/requests.h"
#include "services/assessments/rpc/disclosure/site_group.h"

namespace pcsp::assessments {

absl::StatusOr<ComparisonMethods::Found> ComparisonMethods::Find(const std::string& name) {
  const auto parsed = ParseSiteResultsName(name);
  if (!parsed) return InvalidField("name", name, kSiteResultsNameRule);
  Found found;
  ASSIGN_OR_RETURN(found.results, results_->Get(parsed->wave));
  found.site = found.results->frozen->Find(parsed->organisation);
  if (found.site == nullptr) return SiteResultsNotFound(name);
  return found;
}

absl::StatusOr<ComparisonMethods::FoundGroup> ComparisonMethods::FindGroupOf(
    const std::string& name, const std::string& organisation, pcsp::type::v1::Level level) {
  Violations violations;
  const WaveName wave = WaveNameFrom("name", name, violations);
  FoundGroup found;
  found.organisation = OrganisationFrom(wave, organisation, violations);
  found.level = LevelFrom(level, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(found.results, results_->Get(wave));
  auto population = FindGroup(*found.results, found.level, found.organisation);
  if (!population) return GroupResultsNotFound(found.organisation);
  found.population = *std::move(population);
  return found;
}

}  // namespace pcsp::assessments
