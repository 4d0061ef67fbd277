#include "services/diagnosis/domain/learning/review.h"

#include <cstdint>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::diagnosis {

double ShowProbability(double probability) { return probability >= kShownFrom ? 1 : kAskedShare; }

bool AskedAbout(absl::string_view case_id, absl::string_view issue, double probability) {
  return ShowProbability(probability) == 1 || AskedAtRandom(case_id, issue);
}

bool AskedAtRandom(absl::string_view case_id, absl::string_view issue) {
  const std::string hash = Sha256Hex(absl::StrCat(case_id.size(), ":", case_id, issue));
  uint32_t number = 0;
  if (!absl::SimpleHexAtoi(absl::string_view(hash).substr(0, 8), &number)) return false;
  return number < kAskedShare * 4294967296.0;
}

}  // namespace pcsp::diagnosis
