// A linear program that grows while it is being solved: min c'x, rows and columns between bounds.
//
// Wraps CLP's simplex (methods.md 4e) and hides its headers. Columns, rows, bounds and costs may
// change between solves; the next solve starts from the last basis. Quiet, without a clock, and the
// same calls give the same answers. One thread at a time an instance; instances are independent.
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace pcsp::planning {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

// One coefficient: in AddColumn() of a row, in AddRow() of a column.
struct LinearEntry {
  int index = 0;
  double value = 0;
};

class LinearProgram {
 public:
  // What CLP does to rows and columns of different sizes before it solves. After rows were added to
  // a solved program that it has scaled, a solve may end with duals that are not those of the
  // optimum: whoever needs the duals of a program that grows row by row builds it of like sizes,
  // with kNone.
  enum class Scaling { kAutomatic, kNone };

  explicit LinearProgram(Scaling scaling = Scaling::kAutomatic);
  ~LinearProgram();
  LinearProgram(LinearProgram&&) noexcept;
  LinearProgram& operator=(LinearProgram&&) noexcept;

  // Each returns the index of what it added, from 0. Entries name rows or columns added before,
  // each at most once. `lower` may be -kUnbounded, `upper` kUnbounded. Adding many of one kind in a
  // row is cheap: they reach the solver together.
  int AddColumn(double cost, double lower, double upper, absl::Span<const LinearEntry> rows = {});
  int AddRow(double lower, double upper, absl::Span<const LinearEntry> columns = {});

  void SetCost(int column, double cost);
  void SetColumnBounds(int column, double lower, double upper);
  void SetRowBounds(int row, double lower, double upper);
  // Takes columns or rows out; those that stay keep their order and close up. Ascending, each once.
  void RemoveColumns(absl::Span<const int> columns);
  void RemoveRows(absl::Span<const int> rows);

  // Dual simplex suits changed bounds and new rows, primal new columns and changed costs. OK at the
  // optimum. RESOURCE_EXHAUSTED after `iterations` without it: another call goes on from there.
  // FAILED_PRECONDITION with reason LP_INFEASIBLE or LP_UNBOUNDED; INTERNAL when numbers fail.
  absl::Status SolveDual(int iterations = kManyIterations);
  absl::Status SolvePrimal(int iterations = kManyIterations);

  // Of the last solve, and valid until the next change. Also after RESOURCE_EXHAUSTED, though then
  // neither primal nor dual need be feasible. A dual is what one more unit of the row's bound does
  // to the optimum: for min, >= 0 on rows held from below and <= 0 on rows held from above.
  double objective() const;
  absl::Span<const double> values() const;         // one a column
  absl::Span<const double> duals() const;          // one a row
  absl::Span<const double> reduced_costs() const;  // one a column
  int iterations() const;                          // of the last solve

  int columns() const;
  int rows() const;

  static constexpr int kManyIterations = 10'000'000;

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
};

}  // namespace pcsp::planning
