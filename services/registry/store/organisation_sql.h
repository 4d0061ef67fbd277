// Lists of organisations in SQL: which, in which order, after which.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/domain/find/organisation_filter.h"
#include "services/registry/store/reader.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {

// Selects `id` of everything that belongs on :day to the organisation of :programme with the id in
// the parameter `root`, and of that organisation itself.
std::string BelongingTo(absl::string_view root);

// A condition on a row of the table organisation that holds where the filter does. All that the
// filter brings with it is added to `parameters` and bound, never written into the text, which
// uses :programme, and :day if the filter has within().
std::string ToSql(const OrganisationFilter& filter, Parameters& parameters);

// Everything from `where` on that selects what `query` asks for from the table organisation.
std::string ListSql(const OrganisationQuery& query, Parameters& parameters);

}  // namespace pcsp::registry
