#include "common/text/pages/range.h"

#include <cmath>

#include "absl/strings/str_format.h"

namespace pcsp::text {
namespace {

constexpr double kNoise = 1e-6;  // of a step: .3 is no less than three tenths

}  // namespace

std::string Range(double low, double high, int digits) {
  const double steps = std::pow(10, digits);
  const double down = std::floor(low * steps + kNoise) / steps;
  const double up = std::ceil(high * steps - kNoise) / steps;
  // Adding 0 turns -0 into 0.
  return absl::StrFormat("%.*f to %.*f", digits, down + 0.0, digits, up + 0.0);
}

}  // namespace pcsp::text
