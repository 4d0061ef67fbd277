#include "services/planning/domain/facilitators/solve/branch_and_bound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/solve/local_search.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kCoverRounds = 25;
constexpr double kWorthwhile = 1e-6;  // relative gain of a round of covers
constexpr double kFraction = 1e-6;

bool IsInfeasible(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail && detail->reason == "LP_INFEASIBLE";
}

}  // namespace

BranchAndBound::BranchAndBound(const Instance& instance, Assignment start)
    : instance_(instance),
      best_(std::move(start)),
      relaxation_(instance),
      settled_(instance.options(), -1),
      lost_(kInfinity) {}

// A plan has to be better than the best by more than rounding.
double BranchAndBound::cutoff() const {
  return best_.cost() - std::max(1e-6, 1e-9 * std::abs(best_.cost()));
}

double BranchAndBound::bound() const {
  if (!begun_) return -kInfinity;
  double bound = std::min(best_.cost(), lost_);
  if (!open_.empty()) bound = std::min(bound, open_.top().bound);
  if (diving_) bound = std::min(bound, node_.bound);
  return std::max(bound, std::min(root_bound_, best_.cost()));
}

absl::Status BranchAndBound::Run(int nodes, const std::function<bool()>& stop) {
  if (!begun_) RETURN_IF_ERROR(Begin(stop));
  for (int i = 0; i < nodes && !proven() && !stop(); ++i) RETURN_IF_ERROR(Visit());
  return absl::OkStatus();
}

absl::Status BranchAndBound::Begin(const std::function<bool()>& stop) {
  RETURN_IF_ERROR(relaxation_.Solve());
  root_bound_ = relaxation_.bound();
  for (int round = 0; round < kCoverRounds && !stop() && relaxation_.Tighten(); ++round) {
    RETURN_IF_ERROR(relaxation_.Solve());
    const double gain = relaxation_.bound() - root_bound_;
    root_bound_ = std::max(root_bound_, relaxation_.bound());
    if (gain < kWorthwhile * std::abs(root_bound_)) break;
  }
  for (int o = 0; o < instance_.options(); ++o) {
    root_costs_.push_back(relaxation_.reduced_cost(o));
    root_values_.push_back(relaxation_.value(o));
  }
  begun_ = true;
  diving_ = true;
  node_ = {root_bound_, made_++, {}};
  RuleOut();
  return absl::OkStatus();
}

void BranchAndBound::TakeUp() {
  if (diving_) return;
  node_ = open_.top();
  open_.pop();
  diving_ = true;
}

absl::Status BranchAndBound::Visit() {
  TakeUp();
  diving_ = false;
  if (node_.bound >= cutoff()) {
    // Nodes come in the order of their bounds: when the best of them is no use, none is.
    if (open_.empty() || open_.top().bound >= cutoff()) open_ = {};
    return absl::OkStatus();
  }
  Apply(node_.fixings);
  const absl::Status solved = relaxation_.Solve();
  if (IsInfeasible(solved)) return absl::OkStatus();
  if (!solved.ok()) {
    lost_ = std::min(lost_, node_.bound);
    return solved;
  }
  node_.bound = std::max(node_.bound, relaxation_.bound());
  if (node_.bound >= cutoff()) return absl::OkStatus();
  const int fractional = Fractional();
  Consider(relaxation_.Rounded());
  if (fractional != kUnserved && node_.bound < cutoff()) Branch();
  return absl::OkStatus();
}

// Leaves what two nodes share as it is.
void BranchAndBound::Apply(const std::vector<Fixing>& fixings) {
  const auto same = [](const Fixing& a, const Fixing& b) {
    return a.option == b.option && a.chosen == b.chosen;
  };
  const auto [old, fresh] =
      std::mismatch(applied_.begin(), applied_.end(), fixings.begin(), fixings.end(), same);
  for (auto at = old; at != applied_.end(); ++at) {
    if (settled_[at->option] < 0) {
      relaxation_.Free(at->option);
    } else {
      relaxation_.Fix(at->option, settled_[at->option] == 1);
    }
  }
  for (auto at = fresh; at != fixings.end(); ++at) relaxation_.Fix(at->option, at->chosen);
  applied_ = fixings;
}

// The largest share of a practice that nobody has whole, by what its choice matters.
int BranchAndBound::Fractional() const {
  int best = kUnserved;
  double most = kFraction;
  for (int o = 0; o < instance_.options(); ++o) {
    const double value = relaxation_.value(o);
    if (value > most && value < 1 - kFraction) {
      most = value;
      best = o;
    }
  }
  return best;
}

void BranchAndBound::Branch() {
  const int option = Fractional();
  Node without{node_.bound, made_++, node_.fixings};
  without.fixings.push_back({option, false});
  open_.push(std::move(without));
  node_.order = made_++;
  node_.fixings.push_back({option, true});
  diving_ = true;
}

void BranchAndBound::Consider(Assignment candidate) {
  Improve(candidate);
  if (candidate.cost() >= cutoff()) return;
  best_ = std::move(candidate);
  RuleOut();
}

// An option whose reduced cost at the root is more than the gap is in no better plan, or in all.
void BranchAndBound::RuleOut() {
  const double gap = cutoff() - root_bound_;
  for (int o = 0; o < instance_.options(); ++o) {
    if (settled_[o] >= 0 || std::abs(root_costs_[o]) < gap) continue;
    const bool chosen = root_values_[o] > 0.5;
    if (chosen != (root_costs_[o] < 0)) continue;
    settled_[o] = chosen ? 1 : 0;
    relaxation_.Fix(o, chosen);
  }
}

}  // namespace pcsp::planning::facilitators
