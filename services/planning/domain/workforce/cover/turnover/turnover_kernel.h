// One month of people leaving and being replaced, exactly (methods.md 4d):
//   X' = X - Bin(X, q (1 - r)) + Bin(H - X, q r)
// which is where trained people leave and nobody trained comes, and the untrained leave and
// somebody trained does.
//
// Posts are independent of each other, so the same X' comes about in two steps that need no H: of
// the H - X untrained posts each becomes trained with probability q r / (1 - q (1 - r)), and of all
// trained posts then each is lost with probability q (1 - r). Both are thinned binomials whose rows
// serve every site that shares q and r.
#pragma once

#include <cstddef>
#include <vector>

#include "services/planning/domain/workforce/cover/distribution.h"

namespace pcsp::planning::workforce {

// Not thread-safe: rows are worked out when first needed and kept.
class TurnoverKernel {
 public:
  // q and r, in [0, 1].
  TurnoverKernel(double turnover, double replaced_trained);

  // The distribution of trained people of `posts` a month on; `now` lies within 0 and `posts`.
  Distribution Step(int posts, const Distribution& now);

 private:
  // Bin(n, p) for n from 0, each aligned and padded with zeros to whole blocks.
  class Rows {
   public:
    struct Row {
      int first = 0;
      int blocks = 0;  // 0: not worked out yet
      size_t offset = 0;
    };
    explicit Rows(double p) : p_(p) {}
    // Works out the rows of `first` to `last`; then they may be read.
    void Prepare(int first, int last);
    const Row& row(int n) const { return rows_[n]; }
    const double* values() const { return values_.data(); }

   private:
    void Make(int n);

    const double p_;
    std::vector<Row> rows_;
    std::vector<double> values_;
  };

  // Of each `n` of `now` thinned by `rows`.
  Distribution Thin(const Distribution& now, Rows& rows);

  Rows become_;               // of the untrained
  Rows stay_;                 // of the trained
  std::vector<double> next_;  // scratch
};

}  // namespace pcsp::planning::workforce
