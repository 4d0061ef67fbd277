#include "services/diagnosis/domain/reasoning/bands.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

// Why a finding must not be called likely; empty when it may.
std::string Thin(const Signals& signals) {
  if (signals.item && !signals.fact && !signals.text && signals.most_answers < kFewestAnswers) {
    return "Held back: fewer than three people have answered on this.";
  }
  if (signals.speaking() >= 2) return "";
  if (signals.item_speaks) {
    return "Held back: only survey answers speak for this; a fact would settle it.";
  }
  if (signals.fact_speaks) {
    return signals.item ? "Held back: only facts speak for this; people's answers do not."
                        : "Held back: only facts speak for this; people have not been asked.";
  }
  if (signals.text_speaks) return "Held back: only notes speak for this.";
  if (signals.other_level) return "Held back: only other levels speak for this.";
  return "Held back: no kind of signal speaks clearly for this by itself.";
}

}  // namespace

Band BandOf(double probability) {
  if (probability >= 0.7) return Band::kLikely;
  if (probability >= 0.4) return Band::kPossible;
  if (probability >= 0.2) return Band::kWatch;
  return Band::kUnlikely;
}

std::vector<Signals> DirectSignals(const Model& model, const Observations& observations) {
  std::vector<Signals> signals(model.kb.issues.size());
  for (const Observation& piece : observations.pieces) {
    const Indicator& indicator = model.kb.indicators[piece.indicator];
    if (indicator.level != observations.subject) continue;
    for (int issue : model.indicators[piece.indicator].issues) {
      Signals& s = signals[issue];
      s.fact |= indicator.type == IndicatorType::kFact;
      // What nobody has confirmed is no signal of its own.
      s.text |= indicator.type == IndicatorType::kText &&
                std::any_of(piece.counts.begin(), piece.counts.end(), [](auto n) { return n > 0; });
      if (indicator.type != IndicatorType::kItem) continue;
      s.item = true;
      s.most_answers = std::max(s.most_answers, piece.answers);
    }
  }
  return signals;
}

BandVerdict JudgeBand(double probability, const Signals& signals) {
  BandVerdict verdict{BandOf(probability), "", signals};
  if (!signals.direct()) {
    verdict.band = Band::kInsufficientData;
    verdict.note = "No evidence on this has been collected here.";
  } else if (verdict.band == Band::kLikely) {
    verdict.note = Thin(signals);
    if (!verdict.note.empty()) verdict.band = Band::kPossible;
  }
  return verdict;
}

}  // namespace pcsp::diagnosis
