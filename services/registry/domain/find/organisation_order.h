// The orders that organisations can be listed in.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/organisation.h"

namespace pcsp::registry {

// By a key, and by id where that is the same; the whole of it backwards when `descending`.
struct OrganisationOrder {
  enum class By { kId, kDisplayName, kCode };

  By by = By::kId;
  bool descending = false;

  bool operator==(const OrganisationOrder&) const = default;
};

// `id`, `display_name` or `code`, each also with ` desc`; by id if empty. INVALID_FIELDS on
// `order_by`.
absl::StatusOr<OrganisationOrder> ParseOrganisationOrder(absl::string_view text);

// What the organisation is ordered by before its id; "" when by id alone. Names go without regard
// to the case of A to Z.
std::string OrderKeyOf(const Organisation& organisation, const OrganisationOrder& order);

}  // namespace pcsp::registry
