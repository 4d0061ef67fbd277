#include "services/diagnosis/domain/diagnosis.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/reasoning/causes.h"
#include "services/diagnosis/domain/reasoning/ledger.h"
#include "services/diagnosis/domain/reasoning/questions.h"
#include "services/diagnosis/domain/reasoning/severity.h"
#include "services/diagnosis/domain/reasoning/wording.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kExplainFrom = 0.2;
// Upper levels count as a signal of their own when they make a finding at least this much likelier.
constexpr double kSpeaksDecibans = 1;

// One diagnosis under way.
class Diagnoser {
 public:
  Diagnoser(const Model& model, const Observations& observations, const DiagnoseOptions& options)
      : model_(model),
        level_(model.at(observations.subject)),
        observations_(observations),
        options_(options),
        logs_(LogLikelihoods()),
        posterior_(level_.network),
        scratch_(level_.network),
        ledgers_(model, observations, logs_),
        unanswered_(Unanswered(model, observations)),
        signals_(DirectSignals(model, observations)),
        severities_(Severities(model, observations)) {}

  absl::StatusOr<Diagnosis> Run() {
    if (!posterior_.Calibrate(Tables())) return ImpossibleEvidence();
    Diagnosis diagnosis;
    diagnosis.level = observations_.subject;
    diagnosis.log_evidence = posterior_.log_evidence();
    for (size_t s = 0; s < level_.subjects.size(); ++s) diagnosis.findings.push_back(Find(s));
    std::stable_sort(diagnosis.findings.begin(), diagnosis.findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::pair(a.priority, a.probability) >
                              std::pair(b.priority, b.probability);
                     });
    diagnosis.success_factors = SuccessFactors(model_, level_, posterior_, &scratch_);
    diagnosis.questions = RankQuestions(model_, level_, unanswered_, Joints());
    diagnosis.quotes = observations_.quotes;
    diagnosis.suggestions = observations_.suggestions;
    diagnosis.sufficient = Sufficient(diagnosis);
    diagnosis.collect = WhatToCollect(model_, observations_, diagnosis);
    if (diagnosis.questions.size() > static_cast<size_t>(options_.questions)) {
      diagnosis.questions.resize(options_.questions);
    }
    return diagnosis;
  }

 private:
  std::vector<std::vector<double>> LogLikelihoods() const {
    std::vector<std::vector<double>> logs;
    logs.reserve(observations_.pieces.size());
    for (const Observation& piece : observations_.pieces) {
      const CompiledIndicator& indicator = model_.indicators[piece.indicator];
      const auto log = absl::MakeSpan(logs.emplace_back(indicator.states()));
      if (model_.kb.indicators[piece.indicator].type == IndicatorType::kText) {
        LogLikelihoodOfNotes(indicator, piece.counts, piece.unconfirmed, log);
      } else {
        LogLikelihood(indicator, piece.counts, log);
      }
    }
    return logs;
  }

  EvidenceTables Tables() const {
    EvidenceTables tables(level_.network);
    for (size_t i = 0; i < logs_.size(); ++i) {
      const int indicator = observations_.pieces[i].indicator;
      tables.Add(level_.network, level_.network.scope_of_indicator[indicator], logs_[i]);
    }
    return tables;
  }

  std::vector<double> Joints() const {
    std::vector<double> joints(level_.network.scope_states);
    posterior_.Joints(absl::MakeSpan(joints));
    return joints;
  }

  Finding Find(size_t s) {
    Finding finding;
    const int variable = level_.subjects[s];
    const auto odds = posterior_.Odds(variable);
    const auto prior = level_.PriorOdds(s);
    finding.issue = level_.network.issues[variable];
    finding.probability = odds.first / (odds.first + odds.second);
    finding.decibans = Decibans(odds.first, odds.second);
    finding.prior_decibans = Decibans(prior.first, prior.second);
    finding.severity = severities_[finding.issue];
    finding.priority = finding.probability * finding.severity.value_or(0) *
                       model_.kb.issues[finding.issue].importance;
    Signals signals = signals_[finding.issue];
    signals.other_level = ledgers_.FromAboveAlone(s) >= kSpeaksDecibans;
    finding.band = JudgeBand(finding.probability, signals);
    if (options_.explain_all || finding.probability >= kExplainFrom) Explain(s, odds, &finding);
    return finding;
  }

  void Explain(size_t s, std::pair<double, double> odds, Finding* finding) {
    halves_.holds.resize(level_.network.scope_states);
    halves_.absent.resize(level_.network.scope_states);
    ReadHalves(posterior_, level_.subjects[s], &scratch_, &halves_);
    const Ledger ledger = ledgers_.Of(s, odds, halves_);
    finding->explained = true;
    finding->from_above_decibans = ledger.from_above;
    finding->overlap_decibans = ledger.overlap;
    AddReasons(ledger, finding);
    finding->causes = CausesOf(level_, posterior_, level_.subjects[s]);
    finding->flipping_answer =
        FindFlippingAnswer(model_, level_, unanswered_, halves_, finding->probability);
  }

  // The strongest each way; the rest goes into one sum.
  void AddReasons(const Ledger& ledger, Finding* finding) const {
    std::vector<int> order(ledger.pieces.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      return std::pair(ledger.pieces[a], b) > std::pair(ledger.pieces[b], a);
    });
    const auto take = [&](int i) {
      const Observation& piece = observations_.pieces[ledgers_.pieces()[i]];
      finding->reasons.push_back({piece.indicator, ledger.pieces[i],
                                  ReasonSentence(model_, piece, ledger.pieces[i]),
                                  QuotesOf(piece.indicator)});
    };
    const auto shown = std::min<size_t>(order.size(), options_.reasons_each_way);
    for (size_t i = 0; i < shown && Speaks(ledger.pieces[order[i]]); ++i) take(order[i]);
    std::reverse(order.begin(), order.end());
    for (size_t i = 0; i < shown && Speaks(-ledger.pieces[order[i]]); ++i) take(order[i]);
    double sum = std::accumulate(ledger.pieces.begin(), ledger.pieces.end(), 0.0);
    for (const Reason& reason : finding->reasons) sum -= reason.decibans;
    finding->other_reasons_decibans = sum;
  }

  std::vector<int> QuotesOf(int indicator) const {
    std::vector<int> quotes;
    for (size_t q = 0; q < observations_.quotes.size(); ++q) {
      if (observations_.quotes[q].indicator == indicator) quotes.push_back(static_cast<int>(q));
    }
    return quotes;
  }

  // What would be shown as 0.0 is left to the sum of the others.
  static bool Speaks(double decibans) { return decibans >= 0.05; }

  // Some issue of the level has sound evidence of its own.
  static bool Sufficient(const Diagnosis& diagnosis) {
    return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [](const Finding& f) {
      const Signals& signals = f.band.signals;
      return signals.fact || signals.text || signals.most_answers >= kFewestAnswers;
    });
  }

  const Model& model_;
  const LevelModel& level_;
  const Observations& observations_;
  const DiagnoseOptions& options_;
  const std::vector<std::vector<double>> logs_;  // of each piece, per state of its scope
  Belief posterior_;
  Belief scratch_;
  Ledgers ledgers_;
  const std::vector<int> unanswered_;
  const std::vector<Signals> signals_;                   // by issue
  const std::vector<std::optional<double>> severities_;  // by issue
  LevelModel::Halves halves_;
};

}  // namespace

absl::StatusOr<Diagnosis> Diagnose(const Model& model, const Evidence& evidence,
                                   const DiagnoseOptions& options) {
  ASSIGN_OR_RETURN(const Observations observations, ResolveEvidence(model, evidence));
  return Diagnoser(model, observations, options).Run();
}

}  // namespace pcsp::diagnosis
