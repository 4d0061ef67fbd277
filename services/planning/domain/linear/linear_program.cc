#include "services/planning/domain/linear/linear_program.h"

#include <ClpSimplex.hpp>
#include <utility>

#include "common/base/error.h"

namespace pcsp::planning {
namespace {

absl::Status LpInfeasible() {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "No values satisfy every row of the linear program.",
                   {.reason = "LP_INFEASIBLE"});
}

absl::Status LpUnbounded() {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "The cost of the linear program has no lower bound.",
                   {.reason = "LP_UNBOUNDED"});
}

absl::Status LpOutOfIterations() {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   "The linear program was not solved within its iterations.",
                   {.reason = "LP_ITERATIONS"});
}

absl::Status LpFailed() {
  return MakeError(absl::StatusCode::kInternal, "The linear program failed numerically.",
                   {.reason = "LP_FAILED"});
}

double ForClp(double bound) {
  if (bound == kUnbounded) return COIN_DBL_MAX;
  return bound == -kUnbounded ? -COIN_DBL_MAX : bound;
}

// Rows or columns that wait to be added together: CLP copies all it has at each addition.
struct Batch {
  std::vector<double> lower, upper, cost, values;
  std::vector<CoinBigIndex> starts = {0};
  std::vector<int> indices;

  bool empty() const { return lower.empty(); }
  int size() const { return static_cast<int>(lower.size()); }

  void Add(double low, double high, absl::Span<const LinearEntry> entries) {
    lower.push_back(ForClp(low));
    upper.push_back(ForClp(high));
    for (const LinearEntry& entry : entries) {
      indices.push_back(entry.index);
      values.push_back(entry.value);
    }
    starts.push_back(static_cast<CoinBigIndex>(indices.size()));
  }
};

}  // namespace

struct LinearProgram::Solver {
  explicit Solver(Scaling scaling) {
    clp.setLogLevel(0);
    if (scaling == Scaling::kNone) clp.scaling(0);
  }

  void Flush() {
    if (!new_columns.empty()) {
      const Batch b = std::exchange(new_columns, {});
      clp.addColumns(b.size(), b.lower.data(), b.upper.data(), b.cost.data(), b.starts.data(),
                     b.indices.data(), b.values.data());
    }
    if (!new_rows.empty()) {
      const Batch b = std::exchange(new_rows, {});
      clp.addRows(b.size(), b.lower.data(), b.upper.data(), b.starts.data(), b.indices.data(),
                  b.values.data());
    }
  }

  absl::Status Solve(bool dual, int iterations) {
    Flush();
    clp.setMaximumIterations(iterations);
    if (dual) {
      clp.dual();
    } else {
      clp.primal();
    }
    // The other algorithm mends what stopped one of them short of an answer.
    if (clp.status() == 4 || (clp.status() == 0 && clp.secondaryStatus() > 1)) clp.primal();
    switch (clp.status()) {
      case 0:
        return absl::OkStatus();
      case 1:
        return LpInfeasible();
      case 2:
        return LpUnbounded();
      case 3:
        return LpOutOfIterations();
      default:
        return LpFailed();
    }
  }

  ClpSimplex clp;
  // At most one of the two holds anything, since each may name what is in the other.
  Batch new_columns, new_rows;
};

LinearProgram::LinearProgram(Scaling scaling) : solver_(std::make_unique<Solver>(scaling)) {}
LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

int LinearProgram::AddColumn(double cost, double lower, double upper,
                             absl::Span<const LinearEntry> rows) {
  if (!solver_->new_rows.empty()) solver_->Flush();
  solver_->new_columns.Add(lower, upper, rows);
  solver_->new_columns.cost.push_back(cost);
  return columns() - 1;
}

int LinearProgram::AddRow(double lower, double upper, absl::Span<const LinearEntry> columns) {
  if (!solver_->new_columns.empty()) solver_->Flush();
  solver_->new_rows.Add(lower, upper, columns);
  return rows() - 1;
}

void LinearProgram::SetCost(int column, double cost) {
  solver_->Flush();
  solver_->clp.setObjectiveCoefficient(column, cost);
}

void LinearProgram::SetColumnBounds(int column, double lower, double upper) {
  solver_->Flush();
  solver_->clp.setColumnBounds(column, ForClp(lower), ForClp(upper));
}

void LinearProgram::SetRowBounds(int row, double lower, double upper) {
  solver_->Flush();
  solver_->clp.setRowBounds(row, ForClp(lower), ForClp(upper));
}

void LinearProgram::RemoveColumns(absl::Span<const int> columns) {
  solver_->Flush();
  solver_->clp.deleteColumns(static_cast<int>(columns.size()), columns.data());
}

void LinearProgram::RemoveRows(absl::Span<const int> rows) {
  solver_->Flush();
  solver_->clp.deleteRows(static_cast<int>(rows.size()), rows.data());
}

absl::Status LinearProgram::SolveDual(int iterations) { return solver_->Solve(true, iterations); }

absl::Status LinearProgram::SolvePrimal(int iterations) {
  return solver_->Solve(false, iterations);
}

double LinearProgram::objective() const { return solver_->clp.objectiveValue(); }

absl::Span<const double> LinearProgram::values() const {
  return {solver_->clp.primalColumnSolution(), static_cast<size_t>(columns())};
}

absl::Span<const double> LinearProgram::duals() const {
  return {solver_->clp.dualRowSolution(), static_cast<size_t>(rows())};
}

absl::Span<const double> LinearProgram::reduced_costs() const {
  return {solver_->clp.dualColumnSolution(), static_cast<size_t>(columns())};
}

int LinearProgram::iterations() const { return solver_->clp.numberIterations(); }

int LinearProgram::columns() const {
  return solver_->clp.numberColumns() + solver_->new_columns.size();
}

int LinearProgram::rows() const { return solver_->clp.numberRows() + solver_->new_rows.size(); }

}  // namespace pcsp::planning
