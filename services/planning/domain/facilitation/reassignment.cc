#include "services/planning/domain/facilitation/reassignment.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace pcsp::planning::training {
namespace {

using ByPractice = std::map<std::string, std::vector<const Assignment*>>;

bool HoldsOn(const Assignment& assignment, absl::CivilDay day) {
  return assignment.first <= day && day <= assignment.last;
}

void CheckBelief(const WantedSupport& wanted, const std::vector<const Assignment*>& known,
                 absl::CivilDay day, size_t index, Violations& violations) {
  if (!wanted.current) return;
  std::vector<std::string> holding;
  for (const Assignment* assignment : known) {
    if (HoldsOn(*assignment, day)) holding.push_back(assignment->facilitator);
  }
  const bool right = wanted.current->empty()
                         ? holding.empty()
                         : std::count(holding.begin(), holding.end(), *wanted.current) > 0;
  if (right) return;
  const std::string who = holding.empty() ? "nobody" : absl::StrJoin(holding, " and ");
  violations.Add(absl::StrCat("assignments[", index, "].current_facilitator"),
                 wanted.current->empty() ? "nobody" : *wanted.current,
                 absl::StrCat(who, ", who supports the practice on the day"));
}

// Says what becomes of `assignment`; true if it is the support that is wanted.
bool Settle(const WantedSupport& wanted, Assignment assignment, absl::CivilDay day,
            Reassignment& all) {
  const bool holds = HoldsOn(assignment, day);
  if (holds && assignment.facilitator == wanted.facilitator) {
    const bool for_ever = assignment.last == kNever;
    assignment.last = kNever;
    (for_ever ? all.kept : all.extended).push_back(std::move(assignment));
    return true;
  }
  if (assignment.first < day) {
    assignment.last = day - 1;
    all.ended.push_back(std::move(assignment));
  } else {
    all.removed.push_back(std::move(assignment));
  }
  return false;
}

}  // namespace

Reassignment Reassign(absl::Span<const WantedSupport> wanted, absl::Span<const Assignment> known,
                      absl::CivilDay day, Violations& violations) {
  ByPractice by_practice;
  for (const Assignment& assignment : known) {
    by_practice[assignment.practice].push_back(&assignment);
  }
  Reassignment all;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const std::vector<const Assignment*>& of_practice = by_practice[wanted[i].practice];
    CheckBelief(wanted[i], of_practice, day, i, violations);
    bool supported = wanted[i].facilitator.empty();
    for (const Assignment* assignment : of_practice) {
      if (Settle(wanted[i], *assignment, day, all)) supported = true;
    }
    if (supported) continue;
    Assignment created;
    created.facilitator = wanted[i].facilitator;
    created.practice = wanted[i].practice;
    created.first = day;
    all.created.push_back(std::move(created));
  }
  return all;
}

std::string InWords(CaseloadWarning warning, const FacilitatorLoad& load,
                    const Settings& settings) {
  switch (warning) {
    case CaseloadWarning::kTooManyPractices:
      return absl::StrFormat(
          "%d practices at once: above %d, facilitation has been seen to lose half of its effect",
          load.practices_at_once, settings.most_practices);
    case CaseloadWarning::kTooFewHours:
      return absl::StrFormat("%.1f hours in the year, of %.1f that the practices need",
                             load.capacity_hours.value_or(0), load.needed_hours);
    case CaseloadWarning::kNotAssigned:
      return "contacts with practices that were not assigned on the day";
    case CaseloadWarning::kUnspecified:
      break;
  }
  return "";
}

}  // namespace pcsp::planning::training
