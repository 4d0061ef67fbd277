#include "services/diagnosis/domain/knowledge/rules/notes.h"

#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {

void CheckNotes(const Indicator& indicator, const Spot& at, std::map<std::string, double>* decibans,
                Faults* faults) {
  const bool named =
      indicator.categories == std::vector<std::string>{"affirm", "silent", "contrary"};
  faults->Require(named, at.Key("categories"), "", "affirm, silent, contrary for notes");
  if (named && indicator.healthy.size() == 3 && indicator.troubled.size() == 3) {
    faults->Require(std::abs(indicator.healthy[1] - indicator.troubled[1]) < 1e-12,
                    at.Key("troubled"), "", "the same share of silent as in healthy");
  }
  const Spot cap = at.Key("cap_decibans");
  faults->Require(indicator.cap_decibans > 0, cap, absl::StrCat(indicator.cap_decibans),
                  "a number above 0");
  for (const Link& link : indicator.links) {
    const double sum = (*decibans)[link.issue] += indicator.cap_decibans;
    faults->Require(sum <= kMostNoteDecibans + 1e-9, cap, absl::StrCat(sum),
                    absl::StrCat("at most ", kMostNoteDecibans, " for all notes on ", link.issue));
  }
}

}  // namespace pcsp::diagnosis
