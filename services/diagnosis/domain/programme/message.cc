#include "services/diagnosis/domain/programme/message.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis {
namespace {

constexpr double kUnit = 0x1p60;
constexpr double kLeastLog = -700;

}  // namespace

void Message::Set(size_t offset, absl::Span<const double> likelihoods) {
  const double top = *std::max_element(likelihoods.begin(), likelihoods.end());
  for (size_t s = 0; s < likelihoods.size(); ++s) {
    const double log = top > 0 ? std::log(likelihoods[s] / top) : 0;
    values_[offset + s] = static_cast<absl::int128>(std::round(std::max(log, kLeastLog) * kUnit));
  }
}

void Message::Add(const Message& other) {
  for (size_t s = 0; s < values_.size(); ++s) values_[s] += other.values_[s];
}

void Message::Subtract(const Message& other) {
  for (size_t s = 0; s < values_.size(); ++s) values_[s] -= other.values_[s];
}

bool Message::Silent(size_t offset, size_t states) const {
  const auto begin = values_.begin() + static_cast<ptrdiff_t>(offset);
  return std::all_of(begin, begin + static_cast<ptrdiff_t>(states),
                     [](absl::int128 value) { return value == 0; });
}

void Message::Logs(size_t offset, double discount, absl::Span<double> logs) const {
  for (size_t s = 0; s < logs.size(); ++s) {
    logs[s] = discount * (static_cast<double>(values_[offset + s]) / kUnit);
  }
}

}  // namespace pcsp::diagnosis
