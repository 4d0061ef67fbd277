// Cholesky's factor of a small symmetric positive definite matrix, and what it is good for.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace pcsp::planning {

// The lower triangle of a symmetric matrix, row after row.
class Triangle {
 public:
  explicit Triangle(size_t size) : size_(size), values_(size * (size + 1) / 2) {}

  size_t size() const { return size_; }
  // `column` <= `row`.
  double& at(size_t row, size_t column) { return values_[row * (row + 1) / 2 + column]; }
  double at(size_t row, size_t column) const { return values_[row * (row + 1) / 2 + column]; }
  double* row(size_t row) { return &values_[row * (row + 1) / 2]; }
  const double* row(size_t row) const { return &values_[row * (row + 1) / 2]; }

 private:
  size_t size_;
  std::vector<double> values_;
};

// Immutable.
class Cholesky {
 public:
  // Nothing when `matrix` is not positive definite to working precision.
  static std::optional<Cholesky> Of(Triangle matrix);

  double LogDeterminant() const;  // of the matrix
  std::vector<double> Solve(std::vector<double> right) const;
  // The inverse of the factor, from which any block of the matrix's inverse is a short sum:
  // inverse(i, j) = sum over k of t(k, i) t(k, j).
  Triangle InverseFactor() const;

 private:
  explicit Cholesky(Triangle factor) : factor_(std::move(factor)) {}

  Triangle factor_;
};

}  // namespace pcsp::planning
