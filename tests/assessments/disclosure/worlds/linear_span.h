// What can be had by adding and subtracting: exact linear algebra.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace pcsp::assessments::testing {

// The span of some vectors, in reduced form.
class LinearSpan {
 public:
  using Vector = std::vector<int64_t>;

  void Add(Vector row);
  bool Contains(Vector row) const;
  // By the place of their first coefficient.
  const std::vector<std::pair<int64_t, Vector>>& rows() const { return rows_; }

 private:
  void Reduce(Vector& row) const;

  std::vector<std::pair<int64_t, Vector>> rows_;
};

}  // namespace pcsp::assessments::testing
