#include "services/diagnosis/domain/knowledge/rules/faults.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/match.h"

namespace pcsp::diagnosis {
namespace {

// Whether `inner` is `outer` or a part of it.
bool Holds(absl::string_view outer, absl::string_view inner) {
  return absl::StartsWith(inner, outer) &&
         (inner.size() == outer.size() || inner[outer.size()] == '.' || inner[outer.size()] == '[');
}

}  // namespace

void Faults::Add(const Spot& spot, absl::string_view given, absl::string_view expected) {
  if (Silenced(spot.path)) return;
  if (written_ == nullptr) return violations_.Add(spot.field, given, expected);
  violations_.Add(spot.field, given,
                  absl::StrCat(expected, " (", written_->PlaceOf(spot.path), ")"));
}

void Faults::RequireProbability(double value, const Spot& spot) {
  Require(value > 0 && value < 1, spot, absl::StrCat(value), "a number above 0 and below 1");
}

void Faults::RequireProbabilityOrCertainty(double value, const Spot& spot) {
  const bool certain = value == 0 || value == 1;
  (certain && warnings_ != nullptr ? warnings_ : this)->RequireProbability(value, spot);
}

void Faults::RequirePositive(double value, const Spot& spot) {
  Require(value > 0 && std::isfinite(value), spot, absl::StrCat(value), "a number above 0");
}

bool Faults::Silenced(absl::string_view path) const {
  return std::any_of(silenced_.begin(), silenced_.end(), [&](const std::string& silenced) {
    return Holds(silenced, path) || Holds(path, silenced);
  });
}

}  // namespace pcsp::diagnosis
