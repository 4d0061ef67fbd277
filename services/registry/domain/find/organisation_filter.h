// Filters on organisations: which fields there are, what may be compared with each, what it means.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/find/filter.h"
#include "services/registry/domain/organisation.h"

namespace pcsp::registry {

enum class OrganisationField {
  kKind,
  kStatus,
  kCode,
  kCodeSystem,
  kDisplayName,
  kPostcode,
  kOpenDate,
  kCloseDate,
};

// A filter with every field and value understood. Values are as KeyOf() gives them.
struct OrganisationFilter {
  enum class Type {
    kAnd,      // all of `children`, true without any
    kOr,       // one of them
    kNot,      // not the only one
    kCompare,  // the key of `field` stands to `value` as `op` says; kHas: it contains it
    kPresent,  // `field` is not empty
    kWithin,   // it belongs to the organisation with the id `value` and is not itself that one
  };

  Type type = Type::kAnd;
  std::vector<OrganisationFilter> children;
  OrganisationField field = OrganisationField::kKind;
  FilterOperator op = FilterOperator::kEqual;
  std::string value;

  bool operator==(const OrganisationFilter&) const = default;
};

// What a field is compared by, byte by byte: words in lower case, codes in upper case, names in
// lower case (A to Z alone), postcodes in upper case without spaces, days as yyyy-mm-dd with the
// open ends before and after every other day.
std::string KeyOf(const Organisation& organisation, OrganisationField field);

// INVALID_FIELDS on `filter`, with everything that is wrong with its fields and values at once.
// Names of organisations in within() may be ids or full names of `programme`.
absl::StatusOr<OrganisationFilter> ParseOrganisationFilter(absl::string_view programme,
                                                           absl::string_view text);

// `within(a, b)` says whether b belongs to a; it is not asked whether a is b.
bool Matches(const OrganisationFilter& filter, const Organisation& organisation,
             absl::FunctionRef<bool(absl::string_view, absl::string_view)> within);

// The ids that within() names, each once.
std::vector<std::string> OrganisationsNamed(const OrganisationFilter& filter);

}  // namespace pcsp::registry
