#include "services/registry/domain/site_context.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kWords[] = {"",      "gp",        "nurse", "direct_patient_care",
                                        "admin", "leadership"};
constexpr int32_t kMostPatients = 1'000'000;
constexpr int32_t kMostPeople = 10'000;

}  // namespace

absl::string_view Word(StaffGroup group) { return kWords[static_cast<int>(group)]; }

StaffGroup StaffGroupOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? StaffGroup::kUnspecified
                                   : static_cast<StaffGroup>(found - std::begin(kWords));
}

void Validate(const SiteContext& context, Violations& violations) {
  if (context.effective_date == kSinceAlways) {
    violations.Add("site_context.effective_date", "", kDateRule);
  }
  if (context.list_size && (*context.list_size < 0 || *context.list_size > kMostPatients)) {
    violations.Add("site_context.list_size", absl::StrCat(*context.list_size),
                   absl::StrCat("0 to ", kMostPatients));
  }
  for (const auto& [group, people] : context.headcounts) {
    if (people >= 0 && people <= kMostPeople) continue;
    violations.Add(absl::StrCat("site_context.headcounts[", Word(group), "].people"),
                   absl::StrCat(people), absl::StrCat("0 to ", kMostPeople));
  }
}

}  // namespace pcsp::registry
