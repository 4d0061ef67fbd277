#include "services/planning/domain/solution/slots.h"

#include <algorithm>
#include <tuple>

namespace pcsp::planning {
namespace {

using Key = std::tuple<bool, double>;

// Moves the candidate with the greatest key to `to`; those in between keep their order.
template <typename KeyOf>
void Promote(std::vector<Recommendation>& candidates, size_t to, KeyOf key_of) {
  const auto first = candidates.begin() + static_cast<std::ptrdiff_t>(to);
  const auto best = std::max_element(
      first, candidates.end(),
      [&](const Recommendation& a, const Recommendation& b) { return key_of(a) < key_of(b); });
  std::rotate(first, best, best + 1);
}

bool Worked(const SiteValue& value) { return value.worked && value.low > 0; }

// What has worked comes before what is only expected to.
Key Safety(const Recommendation& candidate) {
  const SiteValue& value = candidate.value;
  return Worked(value) ? Key{true, value.low} : Key{false, value.expected};
}

}  // namespace

void FillSlots(std::vector<Recommendation>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(-a.value.expected, a.solution->id) <
           std::make_tuple(-b.value.expected, b.solution->id);
  });
  const size_t safe = std::min(kSafeSlots, candidates.size());
  for (size_t i = 0; i < safe; ++i) {
    Promote(candidates, i, Safety);
    const SiteValue& value = candidates[i].value;
    if (Worked(value)) {
      candidates[i].slot = Slot::kWorkedElsewhere;
    } else if (value.expected > 0) {
      candidates[i].slot = Slot::kExpected;
    }
  }
  if (candidates.size() <= safe) return;
  Promote(candidates, safe, [](const Recommendation& one) { return one.value.drawn; });
  if (candidates[safe].value.drawn > 0) candidates[safe].slot = Slot::kTryAndLearn;
}

}  // namespace pcsp::planning
