#include "services/diagnosis/domain/knowledge/rules/notes.h"

#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {

void CheckNotes(const Indicator& indicator, const Spot& at, std::map<std::string, double>* decibans,
                Faults* faults) {
  const bool named =
      indicator.categories == std::vector<std::string>{"affirm", "silent", "contrary"};
  faults->RequireOfAuthors(named, at.Key("categories"), "", "affirm, silent, contrary for notes");
  if (named && indicator.healthy.size() == 3 && indicator.troubled.size() == 3) {
    faults->RequireOfAuthors(std::abs(indicator.healthy[1] - indicator.troubled[1]) < 1e-12,
                             at.Key("troubled"), "", "the same share of silent as in healthy");
  }
  const Spot cap = at.Key("cap_decibans");
  const bool bounded = indicator.cap_decibans > 0;
  if (indicator.cap_decibans == 0) {
    faults->RequireOfAuthors(bounded, cap, "0", "a number above 0");
  } else {
    faults->Require(bounded, cap, absl::StrCat(indicator.cap_decibans), "a number above 0");
  }
  for (const Link& link : indicator.links) {
    const double sum = (*decibans)[link.issue] += indicator.cap_decibans;
    faults->RequireOfAuthors(
        sum <= kMostNoteDecibans + 1e-9, cap, absl::StrCat(sum),
        absl::StrCat("at most ", kMostNoteDecibans, " for all notes on ", link.issue));
  }
}

}  // namespace pcsp::diagnosis
