#include "services/diagnosis/domain/diagnosis.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/programme/programme_model.h"
#include "services/diagnosis/domain/reasoning/causes.h"
#include "services/diagnosis/domain/reasoning/collecting.h"
#include "services/diagnosis/domain/reasoning/flipping.h"
#include "services/diagnosis/domain/reasoning/ledger.h"
#include "services/diagnosis/domain/reasoning/questions.h"
#include "services/diagnosis/domain/reasoning/severity.h"
#include "services/diagnosis/domain/reasoning/wording.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kExplainFrom = 0.2;

bool ByPriority(const Finding& a, const Finding& b) {
  return std::pair(a.priority, a.probability) > std::pair(b.priority, b.probability);
}

// Each finding is moved once: they are large.
void PutInOrder(std::vector<Finding>* findings) {
  std::vector<Finding*> order;
  order.reserve(findings->size());
  for (Finding& finding : *findings) order.push_back(&finding);
  std::stable_sort(order.begin(), order.end(),
                   [](const Finding* a, const Finding* b) { return ByPriority(*a, *b); });
  std::vector<Finding> sorted;
  sorted.reserve(order.size());
  for (Finding* finding : order) sorted.push_back(std::move(*finding));
  *findings = std::move(sorted);
}

// One diagnosis under way.
class Diagnoser {
 public:
  Diagnoser(const Case& given, const DiagnoseOptions& options)
      : model_(given.model()),
        level_(given.level()),
        observations_(given.observations()),
        options_(options),
        case_(given),
        posterior_(level_.network),
        ledgers_(given),
        unanswered_(Unanswered(model_, observations_)),
        signals_(DirectSignals(model_, observations_)),
        severities_(Severities(model_, observations_)),
        joints_(level_.network.scope_states) {}

  absl::StatusOr<Diagnosis> Run() {
    if (!posterior_.Calibrate(case_.Tables(kEverything))) return ImpossibleEvidence();
    halves_.emplace(posterior_);
    ledgers_.Prepare(&*halves_);
    posterior_.Joints(absl::MakeSpan(joints_));
    answers_ = PossibleAnswers(model_, level_, unanswered_, joints_);
    Diagnosis diagnosis;
    diagnosis.level = observations_.subject;
    diagnosis.log_evidence = posterior_.log_evidence();
    diagnosis.findings.reserve(level_.subjects.size());
    for (size_t s = 0; s < level_.subjects.size(); ++s) diagnosis.findings.push_back(Find(s));
    AddConfidence(&diagnosis);
    PutInOrder(&diagnosis.findings);
    diagnosis.success_factors = SuccessFactors(model_, level_, posterior_);
    diagnosis.quotes = observations_.quotes;
    diagnosis.suggestions = observations_.suggestions;
    diagnosis.withheld = observations_.withheld;
    diagnosis.sites_beside = observations_.around.sites_beside;
    diagnosis.sites_below = observations_.around.sites_below;
    AddQuestions(&diagnosis);
    return diagnosis;
  }

 private:
  Finding Find(size_t s) {
    Finding finding;
    const int variable = level_.subjects[s];
    const auto odds = posterior_.Odds(variable);
    const auto prior = level_.PriorOdds(s);
    finding.issue = level_.network.issues[variable];
    finding.probability = odds.first / (odds.first + odds.second);
    finding.decibans = Decibans(odds.first, odds.second);
    finding.prior_decibans = Decibans(prior.first, prior.second);
    Calibrate(&finding);
    finding.severity = severities_[finding.issue];
    finding.priority = finding.probability * finding.severity.value_or(0) *
                       model_.kb.issues[finding.issue].importance;
    Signals signals = signals_[finding.issue];
    signals.other_level =
        std::max(ledgers_.FromAboveAlone(s), ledgers_.FromBelowAlone(s)) >= kSpeaksDecibans;
    if (options_.explain_all || finding.probability >= kExplainFrom) {
      Explain(s, odds, &signals, &finding);
    }
    finding.band = JudgeBand(finding.probability, signals);
    return finding;
  }

  void Calibrate(Finding* finding) const {
    finding->raw_probability = finding->probability;
    if (options_.calibration.identity()) return;
    finding->probability = options_.calibration(finding->probability);
    const double shown = Decibans(finding->probability, 1 - finding->probability);
    finding->calibration_decibans = shown - std::exchange(finding->decibans, shown);
  }

  void Explain(size_t s, std::pair<double, double> odds, Signals* signals, Finding* finding) {
    halves_->Split(level_.subjects[s]);
    const Ledger ledger = ledgers_.Of(s, odds, &*halves_);
    if (BandOf(finding->probability) == Band::kLikely) FindSpeaking(ledger, signals);
    finding->explained = true;
    finding->from_above_decibans = ledger.from_above;
    finding->from_below_decibans = ledger.from_below;
    finding->from_before_decibans = ledger.from_before;
    finding->overlap_decibans = ledger.overlap;
    AddReasons(ledger, finding);
    finding->causes = CausesOf(level_, posterior_, level_.subjects[s]);
    const auto find_speaking = [&](Signals* of) { FindSpeaking(ledger, of); };
    const Standpoint now = {finding->issue, s, odds.first / (odds.first + odds.second),
                            JudgeBand(finding->probability, *signals), find_speaking};
    finding->flipping_answer =
        FindFlippingAnswer(model_, level_, answers_, &*halves_, now, options_.calibration);
  }

  void FindSpeaking(const Ledger& ledger, Signals* signals) const {
    const auto speaks = [&](IndicatorType kind) {
      return ledgers_.WeightOf(kind, ledger) >= kSpeaksDecibans;
    };
    signals->item_speaks = signals->item && speaks(IndicatorType::kItem);
    signals->fact_speaks = signals->fact && speaks(IndicatorType::kFact);
    signals->text_speaks = signals->text && speaks(IndicatorType::kText);
  }

  // Before the findings are sorted: they are in the order of the subjects.
  void AddConfidence(Diagnosis* diagnosis) const {
    if (options_.confidence) {
      const auto stability =
          Stability(case_, posterior_, unanswered_, options_.calibration.Before(kFlagFrom));
      for (size_t s = 0; s < stability.size(); ++s) {
        diagnosis->findings[s].confidence = stability[s];
      }
    }
    if (options_.parameter_draws != nullptr) {
      const auto intervals = Intervals(case_, posterior_, *options_.parameter_draws);
      for (size_t s = 0; s < intervals.size(); ++s) {
        diagnosis->findings[s].interval = {options_.calibration(intervals[s].low),
                                           options_.calibration(intervals[s].high)};
      }
    }
  }

  void AddQuestions(Diagnosis* diagnosis) const {
    diagnosis->questions = RankQuestions(model_, level_, unanswered_, joints_);
    diagnosis->sufficient = Sufficient(*diagnosis);
    diagnosis->collect = WhatToCollect(model_, observations_, *diagnosis);
    if (diagnosis->questions.size() > static_cast<size_t>(options_.questions)) {
      diagnosis->questions.resize(options_.questions);
    }
  }

  // The strongest each way; the rest goes into one sum.
  void AddReasons(const Ledger& ledger, Finding* finding) const {
    finding->reasons.reserve(
        std::min(2 * static_cast<size_t>(options_.reasons_each_way), ledger.ratios.size()));
    TakeReasons(ledger, 1, finding);
    TakeReasons(ledger, -1, finding);
    finding->other_reasons_decibans = ledger.pieces;
    for (const Reason& reason : finding->reasons) {
      finding->other_reasons_decibans -= reason.decibans;
    }
  }

  // The strongest of those that speak in the direction of `sign`, by insertion: few are kept, and
  // only these are weighed.
  void TakeReasons(const Ledger& ledger, double sign, Finding* finding) const {
    std::vector<int> taken;
    const auto most = static_cast<size_t>(options_.reasons_each_way);
    taken.reserve(std::min(most, ledger.ratios.size()) + 1);
    for (int i = 0; i < static_cast<int>(ledger.ratios.size()); ++i) {
      const double strength = sign * ledger.ratios[i];
      if (taken.size() == most && (most == 0 || strength <= sign * ledger.ratios[taken.back()])) {
        continue;
      }
      const auto weaker = std::find_if(taken.begin(), taken.end(), [&](int other) {
        return sign * ledger.ratios[other] < strength;
      });
      taken.insert(weaker, i);
      if (taken.size() > most) taken.pop_back();
    }
    for (int i : taken) {
      const double decibans = ledger.Weight(ledger.ratios[i]);
      if (!Speaks(sign * decibans, sign)) break;
      AddReason(i, decibans, finding);
    }
  }

  void AddReason(int i, double decibans, Finding* finding) const {
    const Observation& piece = observations_.pieces[ledgers_.pieces()[i]];
    finding->reasons.push_back({piece.indicator, decibans,
                                ReasonSentence(model_, finding->issue, piece, decibans),
                                QuotesOf(piece.indicator)});
  }

  std::vector<int> QuotesOf(int indicator) const {
    std::vector<int> quotes;
    for (size_t q = 0; q < observations_.quotes.size(); ++q) {
      if (observations_.quotes[q].indicator == indicator) quotes.push_back(static_cast<int>(q));
    }
    return quotes;
  }

  // What says nothing at all counts as speaking for it, when even that is asked for.
  bool Speaks(double decibans, double sign) const {
    return decibans >= options_.least_decibans && (decibans > 0 || sign > 0);
  }

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
  const Case& case_;
  Belief posterior_;
  Ledgers ledgers_;
  const std::vector<int> unanswered_;
  const std::vector<Signals> signals_;                   // by issue
  const std::vector<std::optional<double>> severities_;  // by issue
  std::optional<Halves> halves_;
  std::vector<double> joints_;           // of every scope
  std::vector<FlippingAnswer> answers_;  // to what is unanswered
};

}  // namespace

absl::StatusOr<Diagnosis> Diagnose(const Model& model, const Evidence& evidence,
                                   const DiagnoseOptions& options) {
  ASSIGN_OR_RETURN(const Observations observations, ResolveEvidence(model, evidence));
  return DiagnoseWithin(model, LevelFor(model, observations), observations, observations.around,
                        options);
}

absl::StatusOr<Diagnosis> DiagnoseWithin(const Model& model, const LevelModel& level,
                                         const Observations& observations,
                                         const Surroundings& surroundings,
                                         const DiagnoseOptions& options) {
  const Case given(model, level, observations, surroundings);
  return Diagnoser(given, options).Run();
}

}  // namespace pcsp::diagnosis
