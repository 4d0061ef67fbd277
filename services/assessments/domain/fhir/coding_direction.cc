#include "services/assessments/domain/fhir/coding_direction.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pcsp::assessments {
namespace {

constexpr int kFewestRespondents = 10;
constexpr double kNormal99 = 2.5758293035489004;

// The mean score of the items that count, as a share of the way from worst to best.
class Mean {
 public:
  void Add(const Instrument& instrument, const Item& item, char packed) {
    const int steps = instrument.ScaleOf(item).steps();
    const int slot = SlotOf(instrument.ScaleOf(item), packed);
    if (slot < 1 || slot > steps) return;
    sum_ += (ScoreOfSlot(instrument, item, slot) - 1.0) / (steps - 1);
    ++count_;
  }
  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

bool IsGeneral(const Instrument& instrument, const Item& item) {
  return !item.construct && instrument.ScaleOf(item).kind == ScaleKind::kZeroToTen;
}

}  // namespace

// The running form of Welford (1962), which stays exact however many rows there are.
void DirectionCounter::Add(absl::string_view row) {
  Mean in_general, of_constructs;
  for (size_t i = 0; i < instrument_.items.size() && i < row.size(); ++i) {
    const Item& item = instrument_.items[i];
    if (IsGeneral(instrument_, item)) in_general.Add(instrument_, item, row[i]);
    if (instrument_.IsScored(item)) of_constructs.Add(instrument_, item, row[i]);
  }
  if (!in_general.value() || !of_constructs.value()) return;
  ++count_;
  const double dx = *in_general.value() - mean_x_, dy = *of_constructs.value() - mean_y_;
  mean_x_ += dx / count_;
  mean_y_ += dy / count_;
  xx_ += dx * (*in_general.value() - mean_x_);
  yy_ += dy * (*of_constructs.value() - mean_y_);
  xy_ += dx * (*of_constructs.value() - mean_y_);
}

DirectionCheck DirectionCounter::Check() const {
  DirectionCheck check{.respondents = count_};
  if (count_ < kFewestRespondents) return check;
  // Sums of squares of people who all say the same come out as something tiny.
  constexpr double kSame = 1e-12;
  if (xx_ > kSame && yy_ > kSame) check.correlation = xy_ / std::sqrt(xx_ * yy_);
  const double r = std::clamp(check.correlation, -.999999, .999999);
  check.reversed = std::atanh(r) + kNormal99 / std::sqrt(count_ - 3.0) < 0;
  return check;
}

DirectionCheck CheckDirection(const Instrument& instrument,
                              absl::Span<const absl::string_view> rows) {
  DirectionCounter counter(instrument);
  for (absl::string_view row : rows) counter.Add(row);
  return counter.Check();
}

}  // namespace pcsp::assessments
