// The additive statistics of a group of respondents (methods.md 1.1): integers that derive from
// packed rows, merge by addition and are bit-identical in whatever order they are added up.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Of one construct, over the people who answered at least half of its items that they were asked,
// where the items are the scored ones. A person's y is the
// sum of (score - 1) over the answered items times unit / answered: a mean in steps of the scale,
// times the unit, always whole.
struct ConstructSums {
  int64_t people = 0;       // m
  int64_t sum = 0;          // S1, sum of y
  int64_t sum_squares = 0;  // S2, sum of y * y

  ConstructSums& operator+=(const ConstructSums& other);
  bool operator==(const ConstructSums&) const = default;
};

struct SiteStatistics {
  int64_t respondents = 0;
  std::vector<int32_t> counts;  // by item and slot, see StatisticsPlan; empty before any row
  std::array<ConstructSums, kConstructs> constructs{};

  // Both of the same instrument.
  SiteStatistics& operator+=(const SiteStatistics& other);
  bool operator==(const SiteStatistics&) const = default;
};

// What rows of one instrument need to be counted, worked out once. Immutable.
class StatisticsPlan {
 public:
  explicit StatisticsPlan(const Instrument& instrument);

  // Counts one packed row into `stats`; bytes beyond the instrument's items are ignored. An item
  // that was not asked counts nowhere, not as skipped either.
  void Add(absl::string_view row, SiteStatistics& stats) const;
  SiteStatistics Count(absl::Span<const absl::string_view> rows) const;

  // The counts of one item by slot (instrument.h): skipped, options, "not relevant".
  absl::Span<const int32_t> ItemCounts(const SiteStatistics& stats, int item) const;

  // Forgets what was answered to one item, for those who may not be shown it.
  void ClearItem(int item, SiteStatistics& stats) const;

  // lcm(1..J) of a construct's items, at least 1.
  int64_t unit(Construct construct) const { return constructs_[Index(construct)].unit; }
  // K of a construct's scales.
  int steps(Construct construct) const { return constructs_[Index(construct)].steps; }

 private:
  struct ItemPlan {
    int offset = 0;  // of its slot 0 in SiteStatistics::counts
    int slots = 0;
    int construct = -1;                // of a scored item; -1: it enters no score
    std::array<uint8_t, 128> slot{};   // by packed byte
    std::array<int8_t, 128> points{};  // by slot: score - 1, -1 for what is no score
  };
  struct ConstructPlan {
    int items = 0;
    int steps = 2;
    int64_t unit = 1;
    std::array<int64_t, 64> unit_over{};  // unit / answered
  };
  static int Index(Construct construct) { return static_cast<int>(construct); }

  std::vector<ItemPlan> items_;
  std::array<ConstructPlan, kConstructs> constructs_;
  int size_ = 0;
};

}  // namespace pcsp::assessments
