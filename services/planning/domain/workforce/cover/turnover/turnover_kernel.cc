#include "services/planning/domain/workforce/cover/turnover/turnover_kernel.h"

#include <algorithm>
#include <cstring>

namespace pcsp::planning::workforce {
namespace {

// Fixed, so that compilers add a block by vector instructions. Rows begin at multiples of it: a
// block that lay across two written just before would wait for both.
constexpr int kBlock = 4;
using Block = double __attribute__((vector_size(kBlock * sizeof(double))));

// Where one row of probabilities begins, in the number that it is of and in memory.
struct Span {
  double mass;  // that the row is multiplied by
  const double* from;
  int first, blocks;
};

// to[first...] += mass * from, over whole blocks of every row. The same sums in the same order on
// every processor.
__attribute__((target_clones("avx2", "default"))) void AddScaled(const Span* row, const Span* end,
                                                                 double* sums) {
  for (; row != end; ++row) {
    const double* from = row->from;
    double* to = sums + row->first;
    for (int b = 0; b < row->blocks; ++b, from += kBlock, to += kBlock) {
      Block add, sum;
      std::memcpy(&add, from, sizeof(Block));
      std::memcpy(&sum, to, sizeof(Block));
      sum += row->mass * add;
      std::memcpy(to, &sum, sizeof(Block));
    }
  }
}

// The number of posts less each value.
Distribution Mirrored(int posts, const Distribution& d) {
  return {posts - d.last(), {d.mass.rbegin(), d.mass.rend()}};
}

double BecomeTrained(double turnover, double replaced_trained) {
  const double stays = 1 - turnover * (1 - replaced_trained);
  return stays > 0 ? std::min(1.0, turnover * replaced_trained / stays) : 0;
}

}  // namespace

TurnoverKernel::TurnoverKernel(double turnover, double replaced_trained)
    : become_(1 - BecomeTrained(turnover, replaced_trained)),
      stay_(1 - turnover * (1 - replaced_trained)) {}

void TurnoverKernel::Rows::Prepare(int first, int last) {
  if (last >= static_cast<int>(rows_.size())) rows_.resize(last + 1);
  for (int n = first; n <= last; ++n) {
    if (rows_[n].blocks == 0) Make(n);
  }
}

void TurnoverKernel::Rows::Make(int n) {
  Row& row = rows_[n];
  const Distribution thinned = Binomial(n, p_);
  const int lead = thinned.first % kBlock;
  row.first = thinned.first - lead;
  row.blocks = (lead + static_cast<int>(thinned.mass.size()) + kBlock - 1) / kBlock;
  row.offset = values_.size();
  values_.resize(row.offset + lead);
  values_.insert(values_.end(), thinned.mass.begin(), thinned.mass.end());
  values_.resize(row.offset + static_cast<size_t>(row.blocks) * kBlock);
}

Distribution TurnoverKernel::Thin(const Distribution& now, Rows& rows) {
  next_.assign(now.last() + 1 + kBlock, 0.0);
  rows.Prepare(now.first, now.last());
  std::vector<Span> spans;
  spans.reserve(now.mass.size());
  for (int n = now.first; n <= now.last(); ++n) {
    const Rows::Row& row = rows.row(n);
    spans.push_back({now.mass[n - now.first], rows.values() + row.offset, row.first, row.blocks});
  }
  AddScaled(spans.data(), spans.data() + spans.size(), next_.data());
  Distribution thinned{0, {next_.begin(), next_.begin() + now.last() + 1}};
  Trim(thinned);
  return thinned;
}

// The untrained that stay untrained are the untrained thinned, and what is left of H is trained.
Distribution TurnoverKernel::Step(int posts, const Distribution& now) {
  const Distribution untrained = Thin(Mirrored(posts, now), become_);
  return Thin(Mirrored(posts, untrained), stay_);
}

}  // namespace pcsp::planning::workforce
