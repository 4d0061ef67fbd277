// What belongs to what on one day: the tree above each organisation.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/organisation.h"

namespace pcsp::registry {

// A relationship that holds on the day, any kind but succession, with what its object is.
struct Bond {
  std::string subject;
  std::string object;
  OrganisationKind object_kind = OrganisationKind::kUnspecified;
};

// Ids of the organisations above a site; "" where there is none.
struct SiteAbove {
  std::string steering_group;
  std::string whole_system;

  bool operator==(const SiteAbove&) const = default;
};

// Immutable; thread-safe.
class Ancestry {
 public:
  explicit Ancestry(const std::vector<Bond>& bonds);

  // The steering group nearest above, and the whole system nearest to that group; without one, the
  // whole system nearest to the organisation itself. Ties go to the lower id.
  SiteAbove AboveSite(absl::string_view organisation, OrganisationKind kind) const;

 private:
  struct Parent {
    std::string id;
    OrganisationKind kind;
  };

  // Everything above `organisation`, nearest first, each once.
  std::vector<Parent> Above(absl::string_view organisation) const;
  std::string Nearest(absl::string_view organisation, OrganisationKind kind) const;

  absl::flat_hash_map<std::string, std::vector<Parent>> parents_;
};

}  // namespace pcsp::registry
