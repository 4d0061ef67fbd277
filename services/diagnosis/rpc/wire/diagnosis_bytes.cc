#include "services/diagnosis/rpc/wire/diagnosis_bytes.h"

#include <string>
#include <vector>

#include "pcsp/diagnosis/v1/diagnosis.pb.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/convert_knowledge_base.h"

namespace pcsp::diagnosis {
namespace {

v1::NotePolarity ToProto(Polarity polarity) {
  constexpr v1::NotePolarity kInOrder[] = {v1::NOTE_POLARITY_AFFIRM, v1::NOTE_POLARITY_SILENT,
                                           v1::NOTE_POLARITY_CONTRARY};
  return kInOrder[static_cast<int>(polarity)];
}

// Evidence that is withheld in one way.
struct WithheldGroup {
  const Withheld* first;
  std::vector<int> indicators;
};

// In the order given, so what belongs together stands together.
std::vector<WithheldGroup> Groups(const std::vector<Withheld>& all) {
  std::vector<WithheldGroup> groups;
  for (const Withheld& withheld : all) {
    const Withheld* before = groups.empty() ? nullptr : groups.back().first;
    if (before == nullptr || before->level != withheld.level || before->reason != withheld.reason ||
        before->tendency != withheld.tendency || before->indicator < 0) {
      groups.push_back({&withheld, {}});
    }
    if (withheld.indicator >= 0) groups.back().indicators.push_back(withheld.indicator);
  }
  return groups;
}

// One diagnosis under way; everything is written last first.
class Writer {
 public:
  Writer(const Model& model, const Diagnosis& diagnosis, BackwardsWriter* out)
      : kb_(model.kb), notes_(model.notes.get()), diagnosis_(diagnosis), out_(*out) {}

  void Write() {
    using M = v1::Diagnosis;
    Each(M::kWithheldFieldNumber, Groups(diagnosis_.withheld),
         [this](const WithheldGroup& group) { Write(group); });
    out_.Number(M::kSitesBelowFieldNumber, diagnosis_.sites_below);
    out_.Number(M::kSitesBesideFieldNumber, diagnosis_.sites_beside);
    Each(M::kSuggestionsFieldNumber, diagnosis_.suggestions,
         [this](const Quote& quote) { WriteSuggestion(quote); });
    Each(M::kQuotesFieldNumber, diagnosis_.quotes, [this](const Quote& quote) { Write(quote); });
    Each(M::kNextQuestionsFieldNumber, diagnosis_.questions,
         [this](const Question& question) { Write(question); });
    Each(M::kSuccessFactorsFieldNumber, diagnosis_.success_factors,
         [this](const SuccessFactorState& state) { Write(state); });
    Each(M::kFindingsFieldNumber, diagnosis_.findings,
         [this](const Finding& finding) { Write(finding); });
    for (auto it = diagnosis_.collect.rbegin(); it != diagnosis_.collect.rend(); ++it) {
      out_.PresentString(M::kCollectFieldNumber, *it);
    }
    out_.Number(M::kOutcomeFieldNumber,
                diagnosis_.sufficient ? v1::OUTCOME_DIAGNOSED : v1::OUTCOME_INSUFFICIENT_DATA);
    out_.Number(M::kLevelFieldNumber, ToProto(diagnosis_.level));
  }

 private:
  // The elements of a repeated message.
  template <typename T, typename WriteOne>
  void Each(int field, const std::vector<T>& all, WriteOne write) {
    for (auto it = all.rbegin(); it != all.rend(); ++it) out_.Message(field, [&] { write(*it); });
  }

  void Write(const WithheldGroup& group) {
    using M = v1::WithheldEvidence;
    for (auto it = group.indicators.rbegin(); it != group.indicators.rend(); ++it) {
      out_.PresentString(M::kTitlesFieldNumber, kb_.indicators[*it].title);
    }
    out_.Number(M::kTendencyCountsFieldNumber, group.first->tendency);
    for (auto it = group.indicators.rbegin(); it != group.indicators.rend(); ++it) {
      out_.PresentString(M::kIndicatorsFieldNumber, kb_.indicators[*it].id);
    }
    out_.Number(M::kReasonFieldNumber, static_cast<int>(group.first->reason));
    out_.Number(M::kLevelFieldNumber, ToProto(group.first->level));
  }

  void Write(const Quote& quote) {
    using M = v1::Quote;
    const Cue& cue = notes_->reader.lexicon().cues[quote.cue];
    out_.Number(M::kConfirmedFieldNumber, quote.confirmed);
    out_.Number(M::kPolarityFieldNumber, ToProto(quote.polarity));
    out_.String(M::kIssueFieldNumber, cue.issue);
    out_.String(M::kCueFieldNumber, cue.id);
    out_.String(M::kTextFieldNumber, quote.text);
    out_.Number(M::kEndFieldNumber, quote.span.end);
    out_.Number(M::kBeginFieldNumber, quote.span.begin);
    out_.Number(M::kNoteFieldNumber, quote.note);
    out_.Number(M::kLevelFieldNumber, ToProto(quote.level));
  }

  void WriteSuggestion(const Quote& quote) {
    using M = v1::NoteSuggestion;
    out_.Double(M::kSimilarityFieldNumber, quote.similarity.value_or(0));
    out_.Message(M::kQuoteFieldNumber, [&] { Write(quote); });
  }

  void Write(const Question& question) {
    using M = v1::Question;
    const Indicator& indicator = kb_.indicators[question.indicator];
    const auto& answers = indicator.categories;
    for (auto it = answers.rbegin(); it != answers.rend(); ++it) {
      out_.PresentString(M::kAnswersFieldNumber, *it);
    }
    out_.Double(M::kAskMinutesFieldNumber, indicator.ask_minutes);
    out_.Double(M::kExpectedInformationGainBitsFieldNumber, question.bits);
    out_.Number(M::kKindFieldNumber, ToProto(indicator.type));
    out_.Number(M::kLevelFieldNumber, ToProto(indicator.level));
    out_.String(M::kQuestionFieldNumber, indicator.question);
    out_.String(M::kTitleFieldNumber, indicator.title);
    out_.String(M::kIndicatorFieldNumber, indicator.id);
  }

  void Write(const SuccessFactorState& state) {
    using M = v1::SuccessFactorState;
    const SuccessFactor& factor = kb_.success_factors[state.success_factor];
    out_.Double(M::kProbabilityInPlaceFieldNumber, state.probability);
    out_.Number(M::kLevelFieldNumber, ToProto(factor.level));
    out_.String(M::kTitleFieldNumber, factor.title);
    out_.String(M::kSuccessFactorFieldNumber, factor.id);
  }

  void Write(const Reason& reason) {
    using M = v1::Reason;
    const Indicator& indicator = kb_.indicators[reason.indicator];
    Each(M::kQuotesFieldNumber, reason.quotes,
         [this](int quote) { Write(diagnosis_.quotes[quote]); });
    out_.Number(M::kKindFieldNumber, ToProto(indicator.type));
    out_.Double(M::kDecibansFieldNumber, reason.decibans);
    out_.String(M::kSentenceFieldNumber, reason.sentence);
    out_.String(M::kTitleFieldNumber, indicator.title);
    out_.String(M::kIndicatorFieldNumber, indicator.id);
  }

  void Write(const CauseFinding& cause) {
    using M = v1::Cause;
    const Issue& issue = kb_.issues[cause.issue];
    out_.Double(M::kWouldGoIfFixedFieldNumber, cause.would_go);
    out_.Double(M::kTriggeredShareFieldNumber, cause.triggered_share);
    out_.Double(M::kProbabilityFieldNumber, cause.probability);
    out_.Number(M::kLevelFieldNumber, ToProto(issue.level));
    out_.String(M::kTitleFieldNumber, issue.title);
    out_.String(M::kIssueFieldNumber, issue.id);
  }

  void Write(const FlippingAnswer& answer) {
    using M = v1::FlippingAnswer;
    const Indicator& indicator = kb_.indicators[answer.indicator];
    out_.Number(M::kBandFieldNumber, ToProto(answer.band));
    out_.Double(M::kProbabilityFieldNumber, answer.probability);
    out_.Double(M::kAnswerProbabilityFieldNumber, answer.answer_probability);
    out_.String(M::kAnswerFieldNumber, indicator.categories[answer.category]);
    out_.String(M::kQuestionFieldNumber, indicator.question);
    out_.String(M::kIndicatorFieldNumber, indicator.id);
  }

  void Write(const Interval& interval) {
    using M = v1::ProbabilityInterval;
    out_.Double(M::kHighFieldNumber, interval.high);
    out_.Double(M::kLowFieldNumber, interval.low);
  }

  // Packed: every kind is one byte.
  void Write(const Signals& signals) {
    std::string kinds;
    if (signals.item) kinds.push_back(v1::SIGNAL_KIND_SURVEY_ITEM);
    if (signals.fact) kinds.push_back(v1::SIGNAL_KIND_FACT);
    if (signals.text) kinds.push_back(v1::SIGNAL_KIND_NOTE);
    if (signals.other_level) kinds.push_back(v1::SIGNAL_KIND_OTHER_LEVEL);
    out_.String(v1::Finding::kSignalKindsFieldNumber, kinds);
  }

  void Write(const Finding& finding) {
    using M = v1::Finding;
    const Issue& issue = kb_.issues[finding.issue];
    out_.Double(M::kFromBeforeDecibansFieldNumber, finding.from_before_decibans);
    out_.Double(M::kFromBelowDecibansFieldNumber, finding.from_below_decibans);
    out_.Double(M::kCalibrationDecibansFieldNumber, finding.calibration_decibans);
    if (finding.raw_probability != finding.probability) {
      out_.PresentDouble(M::kRawProbabilityFieldNumber, finding.raw_probability);
    }
    if (finding.interval) {
      out_.Message(M::kIntervalFieldNumber, [&] { Write(*finding.interval); });
    }
    if (finding.confidence) out_.PresentDouble(M::kConfidenceFieldNumber, *finding.confidence);
    if (finding.flipping_answer) {
      out_.Message(M::kFlippingAnswerFieldNumber, [&] { Write(*finding.flipping_answer); });
    }
    Write(finding.band.signals);
    Each(M::kCausesFieldNumber, finding.causes,
         [this](const CauseFinding& cause) { Write(cause); });
    out_.Double(M::kOverlapDecibansFieldNumber, finding.overlap_decibans);
    out_.Double(M::kOtherReasonsDecibansFieldNumber, finding.other_reasons_decibans);
    out_.Double(M::kFromAboveDecibansFieldNumber, finding.from_above_decibans);
    Each(M::kReasonsFieldNumber, finding.reasons, [this](const Reason& reason) { Write(reason); });
    out_.Double(M::kPriorDecibansFieldNumber, finding.prior_decibans);
    out_.Double(M::kPriorityFieldNumber, finding.priority);
    out_.Double(M::kImportanceFieldNumber, issue.importance);
    if (finding.severity) out_.PresentDouble(M::kSeverityFieldNumber, *finding.severity);
    out_.String(M::kBandNoteFieldNumber, finding.band.note);
    out_.Number(M::kBandFieldNumber, ToProto(finding.band.band));
    out_.Double(M::kDecibansFieldNumber, finding.decibans);
    out_.Double(M::kProbabilityFieldNumber, finding.probability);
    out_.Number(M::kConstructFieldNumber, ToProto(issue.construct));
    out_.Number(M::kLevelFieldNumber, ToProto(issue.level));
    out_.String(M::kTitleFieldNumber, issue.title);
    out_.String(M::kIssueFieldNumber, issue.id);
  }

  const KnowledgeBase& kb_;
  const NoteModel* const notes_;
  const Diagnosis& diagnosis_;
  BackwardsWriter& out_;
};

}  // namespace

void WriteDiagnosis(const Model& model, const Diagnosis& diagnosis, BackwardsWriter* out) {
  Writer(model, diagnosis, out).Write();
}

}  // namespace pcsp::diagnosis
