#include "common/text/pages/percent.h"

#include "absl/strings/str_format.h"

namespace pcsp::text {

std::string PercentLikely(double probability) {
  const std::string rounded = absl::StrFormat("%.0f", 100 * probability);
  if (rounded == "0" || rounded == "-0") return "less than 1 %";
  if (rounded == "100") return "more than 99 %";
  return rounded + " %";
}

std::string Percent(double share) {
  return share == 0 ? "0 %" : share == 1 ? "100 %" : PercentLikely(share);
}

}  // namespace pcsp::text
