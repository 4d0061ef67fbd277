// An organisation of any kind, and what makes one valid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

enum class OrganisationKind {
  kUnspecified,
  kRegion,
  kWholeSystem,
  kSteeringGroup,
  kPcn,
  kPractice,
  kTeam,
};

enum class OrganisationStatus { kUnspecified, kActive, kClosed, kDormant, kProposed };

// The lower_snake word that tables and messages use; "" for kUnspecified.
absl::string_view Word(OrganisationKind kind);
absl::string_view Word(OrganisationStatus status);
OrganisationKind OrganisationKindOf(absl::string_view word);
OrganisationStatus OrganisationStatusOf(absl::string_view word);
// "a steering group".
std::string InWords(OrganisationKind kind);

inline constexpr absl::string_view kOds = "ods";

struct Organisation {
  std::string programme;
  std::string id;
  std::string uid;
  OrganisationKind kind = OrganisationKind::kUnspecified;
  std::string code_system;
  std::string code;
  std::string display_name;
  std::string postcode;
  std::vector<std::string> address_lines;
  Period life;  // in business
  OrganisationStatus status = OrganisationStatus::kUnspecified;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;
  std::optional<absl::Time> delete_time;  // it is out of every list and can only be undeleted

  bool operator==(const Organisation&) const = default;
};

// What an update changes; the rest stays.
struct OrganisationPatch {
  std::optional<OrganisationKind> kind;  // cannot change: must be what it is
  std::optional<std::string> code_system;
  std::optional<std::string> code;
  std::optional<std::string> display_name;
  std::optional<std::string> postcode;
  std::optional<std::vector<std::string>> address_lines;
  std::optional<Date> open_date;   // kSinceAlways clears it
  std::optional<Date> close_date;  // kUntilFurtherNotice clears it
  std::optional<OrganisationStatus> status;
};

// INVALID_FIELDS if the patch would change what is fixed.
absl::StatusOr<Organisation> Patched(Organisation organisation, const OrganisationPatch& patch);

// Codes and postcode in upper case, spaces tidied, empty address lines dropped, ACTIVE by default.
Organisation Tidied(Organisation organisation);

// Adds what is wrong with a tidied organisation under `organisation.`.
void Validate(const Organisation& organisation, Violations& violations);

// What looks wrong but is accepted, under `organisation.` (domain.md 6.1): a form match proves
// nothing, and forms change.
std::vector<Violation> Warnings(const Organisation& organisation);

// The id of a new organisation whose creator chose none: the lower-case code if it can serve,
// else `uid`.
std::string DefaultId(const Organisation& organisation, absl::string_view uid);

// True if it takes part in assessments on `day`: a whole system, steering group or practice that
// is in business then.
bool IsSiteOn(const Organisation& organisation, Date day);

}  // namespace pcsp::registry
