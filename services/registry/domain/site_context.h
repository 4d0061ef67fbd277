// What is known of a site from one day on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/registry/domain/period.h"

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
  Headcounts headcounts;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;

  bool operator==(const SiteContext&) const = default;
};

// Adds what is wrong under `site_context.`.
void Validate(const SiteContext& context, Violations& violations);

}  // namespace pcsp::registry
