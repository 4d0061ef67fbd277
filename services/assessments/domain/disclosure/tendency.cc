#include "services/assessments/domain/disclosure/tendency.h"

#include <numeric>

namespace pcsp::assessments {

Tendency TendencyOf(const Instrument& instrument, const Item& item,
                    absl::Span<const int32_t> counts) {
  if (counts.empty()) return Tendency::kNotTold;
  const int steps = instrument.ScaleOf(item).steps();
  const int people = std::accumulate(counts.begin() + 1, counts.end(), 0);
  if (people == 0) return Tendency::kNotTold;
  int bad = 0, good = 0, on_scale = 0;
  for (int slot = 1; slot <= steps; ++slot) {
    const int score = ScoreOfSlot(instrument, item, slot);
    on_scale += counts[slot];
    if (2 * score < steps + 1) bad += counts[slot];
    if (2 * score > steps + 1) good += counts[slot];
  }
  const auto most = [people](int some) { return 3 * some >= 2 * people; };
  if (most(bad)) return Tendency::kUnfavourable;
  if (most(good)) return Tendency::kFavourable;
  return most(people - on_scale) ? Tendency::kNotRelevant : Tendency::kMixed;
}

std::vector<std::pair<int, int>> AnswersStandingFor(Tendency tendency, int steps, int people) {
  if (tendency == Tendency::kNotTold || tendency == Tendency::kNotRelevant || steps == 0) return {};
  if (tendency == Tendency::kMixed) {
    const int low = (steps + 1) / 2, high = steps / 2 + 1;
    if (low == high) return {{low, people}};
    return {{low, people / 2}, {high, people - people / 2}};
  }
  const int from_the_end = steps / 4;
  return {{tendency == Tendency::kFavourable ? steps - from_the_end : 1 + from_the_end, people}};
}

}  // namespace pcsp::assessments
