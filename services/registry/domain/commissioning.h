// Who commissions an imported practice: what the file says, brought together with what is known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/domain/epraccur.h"
#include "services/registry/domain/import_report.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// At most one of each.
struct CommissioningChange {
  std::optional<Relationship> created;  // without id, revision and times
  std::optional<Relationship> changed;  // with its new dates
  std::optional<ImportIssue> warning;

  bool empty() const { return !created && !changed; }
};

// `row` says that `commissioner` commissions `practice`. Dates beyond the life of either are cut
// to it. `known` are the relationships of the practice. The file wins: a relationship with the
// same commissioner takes its dates, and one with an earlier commissioner ends on the day before;
// where that cannot be done, nothing is changed and the warning says why.
CommissioningChange Commission(const Organisation& practice, const Organisation& commissioner,
                               const EpraccurRow& row, absl::Span<const Relationship* const> known);

// The warning for a commissioner that the programme does not have.
ImportIssue UnknownCommissioner(const EpraccurRow& row);

}  // namespace pcsp::registry
