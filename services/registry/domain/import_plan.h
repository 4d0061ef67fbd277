// What an import would do to a programme: the rows of a file against what is known. Pure; writing
// the plan is the store's business.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/registry/domain/epraccur.h"
#include "services/registry/domain/import_report.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// Everything that a programme holds, as far as an import is concerned.
struct KnownProgramme {
  std::string id;
  std::vector<Organisation> organisations;
  std::vector<Relationship> relationships;
};

struct ImportPlan {
  ImportReport report;
  std::vector<Organisation> created;
  std::vector<Organisation> updated;
  std::vector<Relationship> related;  // new relationships
  std::vector<Relationship> redated;  // known ones with new dates

  bool empty() const {
    return created.empty() && updated.empty() && related.empty() && redated.empty();
  }
};

// Rows are taken in their order; of two with the same code the first counts and the second is
// rejected. `new_uid` gives a fresh UUID at each call. The same rows planned against a programme
// that already took them are all unchanged.
ImportPlan PlanImport(absl::Span<const EpraccurRow> rows, const KnownProgramme& known,
                      absl::Time now, absl::FunctionRef<std::string()> new_uid);

}  // namespace pcsp::registry
