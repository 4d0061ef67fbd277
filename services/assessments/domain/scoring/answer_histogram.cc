#include "services/assessments/domain/scoring/answer_histogram.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace pcsp::assessments {
namespace {

constexpr int kLanes = 32;
constexpr int kMostRows = 255;  // before a lane of 8 bits would overflow
constexpr size_t kAtOnce = 9;   // codes that are counted in one pass

using Lanes = uint8_t __attribute__((vector_size(kLanes)));
using Block = std::array<std::array<uint8_t, kLanes>, kAtOnce>;

// Compares 32 bytes of a row with every code at once; a lane is an item. Rows may be narrower: the
// lanes beyond belong to the next row and are left out by the caller.
template <size_t... kCode>
inline __attribute__((always_inline)) void CountRows(const char* rows, int count, int stride,
                                                     const char* codes, Block& block,
                                                     std::index_sequence<kCode...>) {
  Lanes code[sizeof...(kCode)], sum[sizeof...(kCode)] = {};
  ((code[kCode] = Lanes{} + static_cast<uint8_t>(codes[kCode])), ...);
  for (int r = 0; r < count; ++r, rows += stride) {
    Lanes row;
    std::memcpy(&row, rows, kLanes);
    // A comparison that holds is -1 in its lane.
    ((sum[kCode] -= reinterpret_cast<Lanes>(row == code[kCode])), ...);
  }
  (std::memcpy(block[kCode].data(), &sum[kCode], kLanes), ...);
}

using All = std::make_index_sequence<kAtOnce>;

void CountPlainly(const char* rows, int count, int stride, const char* codes, Block& block) {
  CountRows(rows, count, stride, codes, block, All());
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void CountWide(const char* rows, int count, int stride,
                                               const char* codes, Block& block) {
  CountRows(rows, count, stride, codes, block, All());
}
#endif

using Counter = void (*)(const char*, int, int, const char*, Block&);

Counter Best() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return CountWide;
#endif
  return CountPlainly;
}

}  // namespace

AnswerHistogram::AnswerHistogram(int items, std::string codes)
    : items_(items), codes_(std::move(codes)), counts_(items * codes_.size()) {}

void AnswerHistogram::Add(absl::string_view rows) {
  const int64_t count = static_cast<int64_t>(rows.size()) / items_;
  rows_ += count;
  for (int first = 0; first < items_; first += kLanes) {
    const int width = std::min(kLanes, items_ - first);
    // The last rows are read byte by byte: 32 of them at once would reach beyond the end.
    const int64_t beyond = (first + kLanes - items_ + items_ - 1) / items_;
    const int64_t wide = std::max<int64_t>(0, count - std::max<int64_t>(0, beyond));
    AddColumns(rows.data(), wide, first, width);
    AddOneByOne(rows.data() + wide * items_, count - wide, first, width);
  }
}

void AnswerHistogram::AddColumns(const char* rows, int64_t count, int first, int width) {
  static const Counter counter = Best();
  std::array<char, kAtOnce> codes;
  for (size_t from = 0; from < codes_.size(); from += kAtOnce) {
    const size_t some = std::min(kAtOnce, codes_.size() - from);
    codes.fill('\0');
    std::copy_n(codes_.begin() + static_cast<int64_t>(from), some, codes.begin());
    for (int64_t row = 0; row < count; row += kMostRows) {
      Block block;
      counter(rows + row * items_ + first,
              static_cast<int>(std::min<int64_t>(kMostRows, count - row)), items_, codes.data(),
              block);
      for (int lane = 0; lane < width; ++lane) {
        int64_t* const of_item = &counts_[(first + lane) * codes_.size() + from];
        for (size_t c = 0; c < some; ++c) of_item[c] += block[c][lane];
      }
    }
  }
}

void AnswerHistogram::AddOneByOne(const char* rows, int64_t count, int first, int width) {
  for (int64_t row = 0; row < count; ++row) {
    for (int item = first; item < first + width; ++item) {
      const size_t code = codes_.find(rows[row * items_ + item]);
      if (code != std::string::npos) ++counts_[item * codes_.size() + code];
    }
  }
}

void AnswerHistogram::Merge(const AnswerHistogram& other) {
  rows_ += other.rows_;
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

}  // namespace pcsp::assessments
