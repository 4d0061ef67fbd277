#include "services/diagnosis/domain/learning/report/surprise.h"

#include <algorithm>
#include <cmath>

#include "services/diagnosis/domain/errors.h"

namespace pcsp::diagnosis {
namespace {

// Divides a piece out of the joint of its issues given all evidence; returns ln P(piece | the
// rest). Logs are taken from their least, so that no state overflows.
double DivideOut(const std::vector<double>& logs, std::vector<double>* joint) {
  const double least = *std::min_element(logs.begin(), logs.end());
  double sum = 0;
  for (size_t d = 0; d < joint->size(); ++d) sum += (*joint)[d] *= std::exp(least - logs[d]);
  for (double& p : *joint) p /= sum;
  return least - std::log(sum);
}

std::vector<double> Predicted(const CompiledIndicator& indicator, const std::vector<double>& rest) {
  std::vector<double> p(indicator.categories);
  for (int d = 0; d < indicator.states(); ++d) {
    for (int k = 0; k < indicator.categories; ++k) p[k] += rest[d] * indicator.answers_at(d)[k];
  }
  return p;
}

}  // namespace

SurpriseMeter::SurpriseMeter(const Model& model) : model_(model) {
  for (const CompiledIndicator& indicator : model.indicators) {
    const std::vector<double> none(indicator.categories);
    sums_.push_back({.expected = none, .observed = none});
  }
}

absl::Status SurpriseMeter::Add(const Observations& observations) {
  const LevelModel& level = model_.at(observations.subject);
  EvidenceTables tables(level.network);
  std::vector<std::vector<double>> logs;
  for (const Observation& piece : observations.pieces) {
    const CompiledIndicator& indicator = model_.indicators[piece.indicator];
    logs.emplace_back(indicator.states());
    LogLikelihood(indicator, piece.counts, absl::MakeSpan(logs.back()));
    tables.Add(level.network, level.network.scope_of_indicator[piece.indicator], logs.back());
  }
  Belief belief(level.network);
  if (!belief.Calibrate(tables)) return ImpossibleEvidence();
  for (size_t i = 0; i < logs.size(); ++i) {
    const Observation& piece = observations.pieces[i];
    if (model_.kb.indicators[piece.indicator].level != observations.subject) continue;
    const Scope& scope = level.network.scopes[level.network.scope_of_indicator[piece.indicator]];
    std::vector<double> joint(scope.states());
    belief.Joint(scope, joint.data());
    AddPiece(piece, logs[i], std::move(joint));
  }
  return absl::OkStatus();
}

void SurpriseMeter::AddPiece(const Observation& piece, const std::vector<double>& logs,
                             std::vector<double> joint) {
  Sums& sums = sums_[piece.indicator];
  ++sums.cases;
  sums.surprise -= DivideOut(logs, &joint);
  const std::vector<double> expected = Predicted(model_.indicators[piece.indicator], joint);
  double bits = 0;
  for (size_t k = 0; k < expected.size(); ++k) {
    const double share = static_cast<double>(piece.counts[k]) / static_cast<double>(piece.answers);
    bits -= share * std::log2(expected[k]);
    sums.expected[k] += expected[k];
    sums.observed[k] += share;
  }
  const double excess = bits - EntropyBits(expected);
  sums.excess += excess;
  sums.squares += excess * excess;
}

std::vector<IndicatorSurprise> SurpriseMeter::Ranked(int most, int least_cases) const {
  std::vector<IndicatorSurprise> ranked;
  for (size_t j = 0; j < sums_.size(); ++j) {
    const Sums& sums = sums_[j];
    if (sums.cases < std::max(1, least_cases)) continue;
    const double n = sums.cases;
    IndicatorSurprise one = {static_cast<int>(j), sums.cases, sums.surprise / n, sums.excess / n};
    const double variance = std::max(0.0, sums.squares / n - one.excess_bits * one.excess_bits);
    if (n > 1) one.standard_error = std::sqrt(variance / (n - 1));
    for (size_t k = 0; k < sums.expected.size(); ++k) {
      one.expected.push_back(sums.expected[k] / n);
      one.observed.push_back(sums.observed[k] / n);
    }
    ranked.push_back(std::move(one));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.sure_bits() > b.sure_bits(); });
  if (ranked.size() > static_cast<size_t>(most)) ranked.resize(most);
  return ranked;
}

}  // namespace pcsp::diagnosis
