#include "services/registry/domain/find/organisation_order.h"

#include <vector>

#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "services/registry/domain/find/organisation_filter.h"

namespace pcsp::registry {

absl::StatusOr<OrganisationOrder> ParseOrganisationOrder(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipWhitespace());
  OrganisationOrder order;
  if (words.empty()) return order;
  const absl::string_view by = words[0];
  const bool known = by == "id" || by == "display_name" || by == "code";
  const bool tail =
      words.size() == 1 || (words.size() == 2 && (words[1] == "desc" || words[1] == "asc"));
  if (!known || !tail) {
    return InvalidField("order_by", text,
                        "one of id, display_name and code, also with desc after it");
  }
  if (by == "display_name") order.by = OrganisationOrder::By::kDisplayName;
  if (by == "code") order.by = OrganisationOrder::By::kCode;
  order.descending = words.size() == 2 && words[1] == "desc";
  return order;
}

std::string OrderKeyOf(const Organisation& organisation, const OrganisationOrder& order) {
  switch (order.by) {
    case OrganisationOrder::By::kDisplayName:
      return KeyOf(organisation, OrganisationField::kDisplayName);
    case OrganisationOrder::By::kCode:
      return KeyOf(organisation, OrganisationField::kCode);
    case OrganisationOrder::By::kId:
      break;
  }
  return "";
}

}  // namespace pcsp::registry
