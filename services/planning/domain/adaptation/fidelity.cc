#include "services/planning/domain/adaptation/fidelity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace pcsp::planning {
namespace {

// [negotiable][change].
constexpr Ruling kRules[3][4] = {
    {Ruling::kAllowed, Ruling::kSignOff, Ruling::kSignOff, Ruling::kBlocked},
    {Ruling::kAllowed, Ruling::kAllowed, Ruling::kSignOff, Ruling::kSignOff},
    {Ruling::kAllowed, Ruling::kAllowed, Ruling::kSignOff, Ruling::kAllowed},
};

std::string Does(CoreChange change) {
  switch (change) {
    case CoreChange::kNone:
      return "keeps";
    case CoreChange::kForm:
      return "gives another form to";
    case CoreChange::kDose:
      return "changes the dose of";
    case CoreChange::kRemoves:
      return "removes";
  }
  return "";
}

std::string Consequence(const Boundary& boundary, Ruling ruling) {
  switch (ruling) {
    case Ruling::kAllowed:
      return "which is the site's to decide";
    case Ruling::kSignOff:
      return "which operational management must sign off";
    case Ruling::kBlocked:
      return absl::StrCat("which is never negotiable, for it protects this: ",
                          boundary.protects.text);
  }
  return "";
}

std::string Sentence(const CoreFunction& core, CoreChange change, absl::string_view consequence) {
  return absl::StrCat("The adaptation ", Does(change), " \"", absl::StripSuffix(core.text, "."),
                      "\", ", absl::StripSuffix(consequence, "."), ".");
}

CoreRuling JudgeCore(const CoreFunction& core, const Boundary& boundary, CoreChange change) {
  const Ruling ruling = kRules[static_cast<int>(boundary.negotiable)][static_cast<int>(change)];
  return {core.id, change, ruling, Sentence(core, change, Consequence(boundary, ruling))};
}

}  // namespace

std::string FidelityRuling::Reason() const {
  std::string sentences;
  for (const CoreRuling& core : cores) {
    if (core.ruling != ruling) continue;
    absl::StrAppend(&sentences, sentences.empty() ? "" : " ", core.reason);
  }
  return sentences;
}

FidelityRuling Judge(const Solution& solution, const Adaptation& adaptation) {
  FidelityRuling answer;
  size_t removed = 0;
  for (const CoreFunction& core : solution.core_functions) {
    const auto change = adaptation.core_changes.find(core.id);
    if (change == adaptation.core_changes.end() || change->second == CoreChange::kNone) continue;
    if (change->second == CoreChange::kRemoves) ++removed;
    const auto boundary = solution.boundaries.find(core.id);
    answer.cores.push_back(
        JudgeCore(core, boundary == solution.boundaries.end() ? Boundary() : boundary->second,
                  change->second));
  }
  answer.altered = removed > 0;
  if (removed > 0 && removed == solution.core_functions.size()) {
    answer.cores.push_back({"", CoreChange::kRemoves, Ruling::kBlocked,
                            "Nothing is left of what makes the solution work: record it as an idea "
                            "of your own."});
  }
  for (const CoreRuling& core : answer.cores) answer.ruling = std::max(answer.ruling, core.ruling);
  return answer;
}

}  // namespace pcsp::planning
