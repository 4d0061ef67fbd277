#include "services/diagnosis/domain/reasoning/ledger.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis {
namespace {

// Odds stay finite, and so do the products of three of them.
constexpr double kLeast = 1e-100;
constexpr double kDecibansOfLog = 4.342944819032518;  // 10 / ln(10)
// Keeps a likelihood above zero, so that it can be divided out again.
constexpr double kLeastLog = -300;

double Odds(double holds, double absent) {
  return std::max(holds, kLeast) / std::max(absent, kLeast);
}

// The odds of an issue when its joint with some states is weighed.
double OddsWith(const Pair* joint, const double* weights, int states) {
  Pair sum = {0, 0};
  for (int d = 0; d < states; ++d) sum += joint[d] * weights[d];
  return Odds(sum[kHolds], sum[kAbsent]);
}

// The logarithm of a product, without one for each factor.
class LogOfProduct {
 public:
  // Factors from 1e-200 to 1e200.
  void Times(double factor) {
    product_ *= factor;
    if (product_ < kLeast || product_ > 1 / kLeast) {
      log_ += std::log(product_);
      product_ = 1;
    }
  }
  double value() const { return log_ + std::log(product_); }

 private:
  double log_ = 0;
  double product_ = 1;
};

}  // namespace

double Decibans(double holds, double absent) {
  return kDecibansOfLog * std::log(Odds(holds, absent));
}

double Ledger::Weight(double ratio) const {
  return (kDecibansOfLog * std::log(ratio) - prior + posterior) / 2;
}

Ledgers::Ledgers(const Case& given) : case_(given), level_(given.level()) {
  const size_t pieces = given.observations().pieces.size();
  for (size_t i = 0; i < pieces; ++i) {
    if (given.own(i)) AddPiece(i);
  }
  for (size_t s = 0; s < level_.subjects.size(); ++s) {
    const auto [holds, absent] = level_.PriorOdds(s);
    priors_.push_back(Decibans(holds, absent));
  }
  if (!given.Has(kAbove | kBelow | kBefore)) return;
  Belief belief(level_.network);
  WeighSide(kAbove, &belief, &above_);
  WeighSide(kBelow, &belief, &below_);
  WeighSide(kBefore, &belief, &before_);
}

void Ledgers::AddPiece(size_t i) {
  const auto logs = case_.logs(i);
  own_.push_back(static_cast<int>(i));
  const int scope = level_.network.scope_of_indicator[case_.observations().pieces[i].indicator];
  pieces_.push_back({scope, static_cast<int>(weights_.size()), static_cast<int>(logs.size())});
  const double top = *std::max_element(logs.begin(), logs.end());
  for (double log : logs) {
    weights_.push_back(std::exp(std::max(log - top, kLeastLog)));
    inverses_.push_back(1 / weights_.back());
  }
}

std::vector<double> Ledgers::Weigh(int sources, Belief* belief) const {
  std::vector<double> decibans;
  decibans.reserve(level_.subjects.size());
  belief->Calibrate(case_.Tables(sources));
  for (int subject : level_.subjects) {
    const auto [holds, absent] = belief->Odds(subject);
    decibans.push_back(Decibans(holds, absent));
  }
  return decibans;
}

void Ledgers::WeighSide(Source source, Belief* belief, Side* side) const {
  if (!case_.Has(source)) return;
  side->only = Weigh(source, belief);
  side->without = Weigh(kEverything & ~source, belief);
}

double Ledgers::Mean(const Side& side, size_t s, double posterior) const {
  return side.only.empty() ? 0 : (Alone(side, s) + posterior - side.without[s]) / 2;
}

void Ledgers::Prepare(Halves* posterior) {
  for (Piece& p : pieces_) {
    p.without = static_cast<int>(without_.size());
    without_.resize(without_.size() + posterior->separator_states(p.scope));
    posterior->Expect(p.scope, &inverses_[p.offset], &without_[p.without]);
  }
}

// A likelihood takes a piece in; its inverse takes it out, for it speaks only through its scope.
double Ledgers::Without(const Piece& piece, Halves* posterior) const {
  if (posterior->Apart(piece.scope)) {
    return OddsWith(posterior->Separator(piece.scope), &without_[piece.without],
                    posterior->separator_states(piece.scope));
  }
  return OddsWith(posterior->Joint(piece.scope), &inverses_[piece.offset], piece.states);
}

Ledger Ledgers::Of(size_t s, std::pair<double, double> odds, Halves* posterior) const {
  Ledger ledger;
  ledger.prior = priors_[s];
  ledger.posterior = Decibans(odds.first, odds.second);
  ledger.from_above = Mean(above_, s, ledger.posterior);
  ledger.from_below = Mean(below_, s, ledger.posterior);
  ledger.from_before = Mean(before_, s, ledger.posterior);
  const std::vector<Pair>& before = level_.before_evidence[s];
  ledger.ratios.reserve(pieces_.size());
  LogOfProduct all;
  for (const Piece& p : pieces_) {
    const int offset = level_.network.scopes[p.scope].offset;
    const double alone = OddsWith(&before[offset], &weights_[p.offset], p.states);
    ledger.ratios.push_back(alone / Without(p, posterior));
    all.Times(ledger.ratios.back());
  }
  const auto count = static_cast<double>(pieces_.size());
  ledger.pieces = (kDecibansOfLog * all.value() + count * (ledger.posterior - ledger.prior)) / 2;
  ledger.overlap = ledger.posterior - ledger.prior - ledger.from_above - ledger.from_below -
                   ledger.from_before - ledger.pieces;
  return ledger;
}

double Ledgers::WeightOf(IndicatorType kind, const Ledger& ledger) const {
  LogOfProduct all;
  int count = 0;
  for (size_t i = 0; i < own_.size(); ++i) {
    const Observation& piece = case_.observations().pieces[own_[i]];
    if (case_.model().kb.indicators[piece.indicator].type != kind) continue;
    all.Times(ledger.ratios[i]);
    ++count;
  }
  return (kDecibansOfLog * all.value() + count * (ledger.posterior - ledger.prior)) / 2;
}

}  // namespace pcsp::diagnosis
