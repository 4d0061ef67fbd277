// What is known of a site from one day on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

enum class StaffGroup { kUnspecified, kGp, kNurse, kDirectPatientCare, kAdmin, kLeadership };

// The lower_snake word that tables and messages use; "" for kUnspecified.
absl::string_view Word(StaffGroup group);
StaffGroup StaffGroupOf(absl::string_view word);

// People per staff group; groups that are not known are absent, and never 0.
using Headcounts = std::map<StaffGroup, int32_t>;

struct SiteContext {
  std::string programme;
  std::string organisation;
  Date effective_date = kSinceAlways;
  std::optional<int32_t> list_size;
  std::optional<int32_t> deprivation_decile;  // 1, the most deprived, to 10
  std::string rurality;                       // one of Ruralities(); empty when not known
  std::string clinical_system;                // empty when not known
  Headcounts headcounts;
  // Who stated which field for this very day; fields that only held on from an earlier day, and
  // those stated before this was recorded, are absent. Keys as in context_fields.h.
  StatedBy stated_by;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;

  bool operator==(const SiteContext&) const = default;
};

// Lower case with single spaces, as it is kept: "Urban: Nearer to a major town" loses its capitals.
std::string TidyRurality(absl::string_view text);
// "urban", "rural" and the classes of the Office for National Statistics of 2011 and 2021.
absl::Span<const absl::string_view> Ruralities();

inline constexpr absl::string_view kRuralityRule =
    "urban, rural, or a class of the rural-urban classification of 2011 or 2021 such as \"rural "
    "town "
    "and fringe\"";

inline constexpr int32_t kMostPatients = 1'000'000;
inline constexpr int32_t kMostPeople = 10'000;
inline constexpr size_t kMostSystemCharacters = 60;
inline constexpr absl::string_view kClinicalSystemRule = "at most 60 characters on one line";

// Adds what is wrong under `site_context.`.
void Validate(const SiteContext& context, Violations& violations);

}  // namespace pcsp::registry
