#include "services/planning/domain/site_plan/exact/relaxation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/base/error.h"

namespace pcsp::planning::site {
namespace {

constexpr double kTotalCost = 1e4;
constexpr double kViolated = 1e-7;  // of a share closed
constexpr double kTiny = 1e-9;      // slopes below are put into the constant
constexpr double kPackingViolated = 1e-3;
constexpr size_t kMostKept = 2000;  // packings
// Idle cuts go when there are so many of them: fewer rows are worth more than cuts that may come
// back.
constexpr size_t kMostIdle = 10;
constexpr int kIterations = 10'000;  // a hundred times what a solve takes

bool IsInfeasible(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail && detail->reason == "LP_INFEASIBLE";
}

}  // namespace

Relaxation::Relaxation(const Ground& ground)
    : ground_(ground),
      quarters_(ground.problem.quarters()),
      started_columns_(static_cast<int>(ground.problem.options.size()) * quarters_),
      answers_(ground.problem.issues.size()) {
  const double whole = WholeValue(ground.problem);
  if (whole > 0) scale_ = kTotalCost / whole;
  cost_.assign(started_columns_, 0.0);
  for (const Issue& issue : ground.problem.issues) {
    cost_.insert(cost_.end(), quarters_, -scale_ * issue.weight);
  }
  lower_.assign(cost_.size(), 0.0);
  upper_.assign(cost_.size(), 1.0);
  started_.assign(started_columns_, 0.0);
  losses_.assign(started_columns_, 0.0);
  closed_.assign(cost_.size() - started_columns_, 1.0);
  for (const double cost : cost_) program_.AddColumn(cost, 0, 1);
  CollectAnswers();
  AddRules();
  AddCuts(/*packings=*/false);
}

void Relaxation::CollectAnswers() {
  const Problem& problem = ground_.problem;
  for (size_t option = 0; option < problem.options.size(); ++option) {
    if (!ground_.windows[option].possible()) continue;
    for (const Effect& effect : problem.options[option].effects) {
      if (effect.share <= 0) continue;
      answers_[effect.issue].push_back(MakeAnswer(static_cast<int>(option), effect.share));
    }
  }
}

int Relaxation::Started(int option, int quarter) const { return option * quarters_ + quarter; }

int Relaxation::Closed(int issue, int quarter) const {
  return started_columns_ + issue * quarters_ + quarter;
}

void Relaxation::AddRow(Row row) {
  program_.AddRow(row.lower, row.upper, row.entries);
  rows_.push_back(std::move(row));
}

void Relaxation::AddOrder(int option) {
  for (int t = 1; t < quarters_; ++t) {
    AddRow({0, kUnbounded, {{Started(option, t), 1}, {Started(option, t - 1), -1}}});
  }
  for (const Prerequisite& needed : ground_.problem.options[option].prerequisites) {
    for (int t = needed.lag; t < quarters_; ++t) {
      AddRow(
          {0, kUnbounded, {{Started(needed.option, t - needed.lag), 1}, {Started(option, t), -1}}});
    }
  }
}

// The options that start in `quarter`, each with its weight, keep within `limit`.
void Relaxation::AddLimit(int quarter, const std::vector<double>& weights, double limit) {
  Row row{-kUnbounded, limit, {}};
  for (size_t a = 0; a < weights.size(); ++a) {
    const int here = Started(static_cast<int>(a), quarter);
    row.entries.push_back({here, weights[a]});
    if (quarter > 0) row.entries.push_back({here - 1, -weights[a]});
  }
  AddRow(std::move(row));
}

void Relaxation::AddRules() {
  const Problem& problem = ground_.problem;
  const std::vector<double> ones(problem.options.size(), 1.0);
  Packing hours, cost;
  Row budget{-kUnbounded, Limit(problem.budget), {}};
  for (size_t a = 0; a < problem.options.size(); ++a) {
    AddOrder(static_cast<int>(a));
    hours.weights.push_back(problem.options[a].hours);
    cost.weights.push_back(problem.options[a].cost);
    budget.entries.push_back({Started(static_cast<int>(a), quarters_ - 1), cost.weights[a]});
  }
  hours.most = problem.most_new;
  cost.most = problem.most_new * quarters_;
  for (int t = 0; t < quarters_; ++t) {
    hours.limit = Limit(problem.hours[t]);
    by_hours_.push_back(hours);
    AddLimit(t, hours.weights, hours.limit);
    AddLimit(t, ones, problem.most_new);
  }
  if (problem.budget == kUnlimited) return;
  cost.limit = Limit(problem.budget);
  by_cost_ = std::move(cost);
  AddRow(std::move(budget));
}

void Relaxation::AddCut(const Cut& cut, const std::vector<Answer>& answers, int issue,
                        int quarter) {
  Row row{-kUnbounded, cut.constant, {{Closed(issue, quarter), 1}}, true};
  for (size_t a = 0; a < answers.size(); ++a) {
    if (cut.slopes[a] < kTiny) {
      row.upper += cut.slopes[a];
    } else {
      row.entries.push_back({Started(answers[a].option, quarter), -cut.slopes[a]});
    }
  }
  AddRow(std::move(row));
}

int Relaxation::AddCuts(bool packings) {
  int added = packings ? AddPackings() : 0;
  for (size_t issue = 0; issue < answers_.size(); ++issue) {
    if (ground_.problem.issues[issue].weight <= 0) continue;
    for (int t = 0; t < quarters_; ++t) {
      std::vector<Answer> answers = answers_[issue];
      for (Answer& answer : answers) answer.started = started_[Started(answer.option, t)];
      const Cut cut = LowestCut(answers);
      if (cut.At(answers) > closed_[issue * quarters_ + t] - kViolated) continue;
      AddCut(cut, answers, static_cast<int>(issue), t);
      ++added;
    }
  }
  return added;
}

bool Relaxation::AddPacking(const Packing& packing, int quarter, bool from_start) {
  const int options = static_cast<int>(ground_.problem.options.size());
  // Those that start in the quarter, or that have started by it.
  const auto before = [&](int a) {
    return from_start || quarter == 0 ? -1 : Started(a, quarter - 1);
  };
  std::vector<double> point(options);
  for (int a = 0; a < options; ++a) {
    const double earlier = before(a) < 0 ? 0 : started_[before(a)];
    point[a] = std::max(0.0, started_[Started(a, quarter)] - earlier);
  }
  const auto slopes = packing.Separate(point);
  if (!slopes) return false;
  Row row{-kUnbounded, Limit(1), {}, true};
  for (int a = 0; a < options; ++a) {
    if ((*slopes)[a] == 0) continue;
    row.entries.push_back({Started(a, quarter), (*slopes)[a]});
    if (before(a) >= 0) row.entries.push_back({before(a), -(*slopes)[a]});
  }
  if (packings_.size() < kMostKept) packings_.push_back(row);
  AddRow(std::move(row));
  return true;
}

int Relaxation::BringBackPackings() {
  int added = 0;
  for (const Row& row : packings_) {
    double at = 0;
    for (const LinearEntry& entry : row.entries) at += entry.value * started_[entry.index];
    if (at < row.upper + kPackingViolated) continue;
    AddRow(row);
    ++added;
  }
  return added;
}

// To find one takes a linear program of its own, so that those known come first.
int Relaxation::AddPackings() {
  int added = BringBackPackings();
  if (added > 0) return added;
  for (int t = 0; t < quarters_; ++t) added += AddPacking(by_hours_[t], t, false) ? 1 : 0;
  if (by_cost_) added += AddPacking(*by_cost_, quarters_ - 1, true) ? 1 : 0;
  return added;
}

void Relaxation::SetBox(const Box& box) {
  for (int index = 0; index < started_columns_; ++index) {
    const double low = box.Yes(index) ? 1 : 0, high = box.No(index) ? 0 : 1;
    if (low == lower_[index] && high == upper_[index]) continue;
    lower_[index] = low;
    upper_[index] = high;
    program_.SetColumnBounds(index, low, high);
  }
}

void Relaxation::MarkIdleCuts() {
  const auto duals = program_.duals();
  for (size_t r = 0; r < rows_.size(); ++r) rows_[r].idle = rows_[r].cut && duals[r] == 0;
}

void Relaxation::DropIdleCuts() {
  std::vector<int> idle;
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (rows_[r].idle) idle.push_back(static_cast<int>(r));
  }
  if (idle.size() < kMostIdle) return;
  program_.RemoveRows(idle);
  std::erase_if(rows_, [](const Row& row) { return row.idle; });
}

double Relaxation::Bound(const Box& box) {
  DropIdleCuts();
  const double bound = TrialBound(box, kIterations);
  if (bound > -kUnlimited) MarkIdleCuts();
  return bound;
}

double Relaxation::TrialBound(const Box& box, int iterations) {
  SetBox(box);
  if (IsInfeasible(program_.SolveDual(iterations))) return bound_ = -kUnlimited;
  const auto values = program_.values();
  std::copy(values.begin(), values.begin() + started_columns_, started_.begin());
  std::copy(values.begin() + started_columns_, values.end(), closed_.begin());
  return SafeBound();
}

double Relaxation::SafeBound() {
  const auto duals = program_.duals();
  std::vector<double> reduced = cost_;
  double cost = 0;
  for (size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    const double side = duals[r] > 0 ? row.lower : row.upper;
    if (duals[r] == 0 || std::isinf(side)) continue;
    cost += duals[r] * side;
    for (const LinearEntry& entry : row.entries) reduced[entry.index] -= duals[r] * entry.value;
  }
  for (size_t c = 0; c < reduced.size(); ++c) {
    cost += reduced[c] * (reduced[c] > 0 ? lower_[c] : upper_[c]);
  }
  // A solve that was stopped may leave anything.
  if (!std::isfinite(cost)) return bound_ = kUnlimited;
  for (int index = 0; index < started_columns_; ++index) {
    losses_[index] = std::abs(reduced[index]) / scale_;
  }
  return bound_ = -cost / scale_;
}

}  // namespace pcsp::planning::site
