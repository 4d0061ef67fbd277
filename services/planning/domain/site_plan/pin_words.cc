#include "services/planning/domain/site_plan/pin_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace pcsp::planning::site {

std::string Amount(double amount) { return absl::StrFormat("%.6g", amount); }

std::string Ids(const Problem& problem, const std::vector<int>& options) {
  return absl::StrJoin(options, ", ", [&](std::string* out, int option) {
    absl::StrAppend(out, problem.options[option].id);
  });
}

std::string Span(int first, int last) {
  return first == last ? absl::StrCat("quarter ", first + 1)
                       : absl::StrCat("quarters ", first + 1, " to ", last + 1);
}

}  // namespace pcsp::planning::site
