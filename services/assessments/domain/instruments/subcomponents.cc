#include "services/assessments/domain/instruments/subcomponents.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::assessments {

const Subcomponent* FindSubcomponent(absl::string_view word) {
  for (const Subcomponent& subcomponent : kSubcomponents) {
    if (subcomponent.word == word) return &subcomponent;
  }
  return nullptr;
}

std::string SubcomponentRule(Construct construct) {
  std::vector<absl::string_view> words;
  for (const Subcomponent& subcomponent : kSubcomponents) {
    if (subcomponent.construct == construct) words.push_back(subcomponent.word);
  }
  return absl::StrCat("one of ", absl::StrJoin(words, ", "));
}

}  // namespace pcsp::assessments
