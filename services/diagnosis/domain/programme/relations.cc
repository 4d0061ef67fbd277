#include "services/diagnosis/domain/programme/relations.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/programme/surroundings.h"

namespace pcsp::diagnosis {

Relations::Relations(const Model& model)
    : model_(model),
      everything_(model, *model.programme, Programme::kDiscount, kFewest),
      answers_(model, *model.programme, Programme::kDiscount, kFewest) {}

absl::Status Relations::TakeIn(const RelatedSite& given) {
  RelatedSite site = given;
  site.evidence.notes.clear();
  if (!site.evidence.level) site.evidence.level = site.level;
  Violations violations;
  violations.Merge("evidence.", ResolveEvidence(model_, {site.level, {site.evidence}}).status());
  ASSIGN_OR_RETURN(const Programme::Site at, Place(site, &violations));
  RETURN_IF_ERROR(everything_.SetEvidence(at, site.evidence));
  site.evidence.facts.clear();
  RETURN_IF_ERROR(answers_.SetEvidence(at, site.evidence));
  sites_[site.organisation] = {at, *site.level};
  return absl::OkStatus();
}

// All that is wrong with where the site stands joins `violations`; only without any is it placed.
absl::StatusOr<Programme::Site> Relations::Place(const RelatedSite& site, Violations* violations) {
  if (!site.level) violations->Add("level", "", "whole_system, steering_group or practice");
  if (site.organisation.empty() || sites_.contains(site.organisation)) {
    violations->Add("organisation", site.organisation, "the name of a site, each once");
  }
  if (sites_.size() >= kMostSites) {
    violations->Add("organisation", site.organisation, absl::StrCat("at most ", kMostSites));
  }
  std::optional<Programme::Site> parent;
  if (!site.parent.empty()) {
    const auto above = sites_.find(site.parent);
    if (above == sites_.end() || (site.level && above->second.level >= *site.level)) {
      violations->Add("parent", site.parent, "a site of a level above that was taken in before");
    } else {
      parent = above->second.site;
    }
  }
  RETURN_IF_ERROR(violations->ToStatus());
  answers_.Add(*site.level, parent);
  return everything_.Add(*site.level, parent);
}

absl::StatusOr<SurroundingEvidence> Relations::Around(const std::string& organisation) const {
  const auto found = sites_.find(organisation);
  if (found == sites_.end()) {
    return InvalidField("surroundings_of", organisation, "a site that was taken in before");
  }
  const auto [site, level] = found->second;
  Surroundings around = answers_.SurroundingsOf(site);
  Surroundings everything = everything_.SurroundingsOf(site);
  around.below = std::move(everything.below);
  around.sites_below = everything.sites_below;
  return TellSurroundings(model_, level, around);
}

}  // namespace pcsp::diagnosis
