#include "services/assessments/domain/scoring/site_statistics.h"

#include <algorithm>
#include <numeric>

namespace pcsp::assessments {

ConstructSums& ConstructSums::operator+=(const ConstructSums& other) {
  people += other.people;
  sum += other.sum;
  sum_squares += other.sum_squares;
  return *this;
}

SiteStatistics& SiteStatistics::operator+=(const SiteStatistics& other) {
  respondents += other.respondents;
  if (counts.size() < other.counts.size()) counts.resize(other.counts.size());
  for (size_t i = 0; i < other.counts.size(); ++i) counts[i] += other.counts[i];
  for (int c = 0; c < kConstructs; ++c) constructs[c] += other.constructs[c];
  return *this;
}

StatisticsPlan::StatisticsPlan(const Instrument& instrument) {
  for (const Item& item : instrument.items) {
    const Scale& scale = instrument.ScaleOf(item);
    ItemPlan plan{.offset = size_, .slots = SlotsOf(scale)};
    for (int byte = 0; byte < 128; ++byte) {
      plan.slot[byte] = static_cast<uint8_t>(SlotOf(scale, static_cast<char>(byte)));
    }
    plan.points.fill(-1);
    for (int slot = 1; slot <= scale.steps(); ++slot) {
      plan.points[slot] = static_cast<int8_t>(ScoreOfSlot(instrument, item, slot) - 1);
    }
    size_ += plan.slots;
    if (instrument.IsScored(item)) {
      plan.construct = Index(*item.construct);
      constructs_[plan.construct].steps = scale.steps();
      ++constructs_[plan.construct].items;
    }
    items_.push_back(plan);
  }
  for (ConstructPlan& construct : constructs_) {
    for (int64_t j = 2; j <= construct.items; ++j) construct.unit = std::lcm(construct.unit, j);
    for (int j = 1; j <= construct.items; ++j) construct.unit_over[j] = construct.unit / j;
  }
}

void StatisticsPlan::Add(absl::string_view row, SiteStatistics& stats) const {
  if (stats.counts.empty()) stats.counts.resize(size_);
  std::array<int, kConstructs> answered{}, asked{};
  std::array<int64_t, kConstructs> points{};
  for (size_t i = 0; i < items_.size(); ++i) {
    const ItemPlan& item = items_[i];
    const char packed = i < row.size() ? row[i] : kSkipped;
    if (packed == kNotAsked) continue;
    const int slot = item.slot[packed & 127];
    ++stats.counts[item.offset + slot];
    if (item.construct < 0) continue;
    ++asked[item.construct];
    if (item.points[slot] < 0) continue;
    ++answered[item.construct];
    points[item.construct] += item.points[slot];
  }
  ++stats.respondents;
  for (int c = 0; c < kConstructs; ++c) {
    if (answered[c] == 0 || 2 * answered[c] < asked[c]) continue;
    const int64_t y = points[c] * constructs_[c].unit_over[answered[c]];
    stats.constructs[c] += {.people = 1, .sum = y, .sum_squares = y * y};
  }
}

SiteStatistics StatisticsPlan::Count(absl::Span<const absl::string_view> rows) const {
  SiteStatistics stats;
  for (absl::string_view row : rows) Add(row, stats);
  return stats;
}

void StatisticsPlan::ClearItem(int item, SiteStatistics& stats) const {
  if (stats.counts.empty()) return;
  const auto first = stats.counts.begin() + items_[item].offset;
  std::fill(first, first + items_[item].slots, 0);
}

absl::Span<const int32_t> StatisticsPlan::ItemCounts(const SiteStatistics& stats, int item) const {
  if (stats.counts.empty()) return {};
  return absl::MakeConstSpan(stats.counts).subspan(items_[item].offset, items_[item].slots);
}

}  // namespace pcsp::assessments
