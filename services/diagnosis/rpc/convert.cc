#include "services/diagnosis/rpc/convert.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/learning/review.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/convert_knowledge_base.h"
#include "services/diagnosis/rpc/relations/convert_relations.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kDefaultReasons = 3;
constexpr int kDefaultQuestions = 5;
constexpr int kMostShown = 100;
constexpr int kDefaultPage = 50;
constexpr int kLargestBasicPage = 500;
constexpr int kLargestFullPage = 50;

std::optional<Polarity> FromProto(v1::NotePolarity polarity) {
  switch (polarity) {
    case v1::NOTE_POLARITY_AFFIRM:
      return Polarity::kAffirm;
    case v1::NOTE_POLARITY_CONTRARY:
      return Polarity::kContrary;
    case v1::NOTE_POLARITY_SILENT:
      return Polarity::kSilent;
    default:
      return std::nullopt;
  }
}

v1::NotePolarity ToProto(Polarity polarity) {
  constexpr v1::NotePolarity kInOrder[] = {v1::NOTE_POLARITY_AFFIRM, v1::NOTE_POLARITY_SILENT,
                                           v1::NOTE_POLARITY_CONTRARY};
  return kInOrder[static_cast<int>(polarity)];
}

NoteEvidence FromProto(const v1::NoteEvidence& note) {
  NoteEvidence converted{.text = note.text(), .withheld = note.withheld()};
  for (const auto& judgement : note.judgements()) {
    converted.judgements.push_back({judgement.cue(), FromProto(judgement.polarity())});
  }
  return converted;
}

int Bounded(int given, int fallback, const char* field, Violations* violations) {
  if (given < 0 || given > kMostShown) {
    violations->Add(field, absl::StrCat(given), absl::StrCat("0 to ", kMostShown));
  }
  return given == 0 ? fallback : given;
}

void AddSignals(const Signals& signals, v1::Finding* to) {
  if (signals.item) to->add_signal_kinds(v1::SIGNAL_KIND_SURVEY_ITEM);
  if (signals.fact) to->add_signal_kinds(v1::SIGNAL_KIND_FACT);
  if (signals.text) to->add_signal_kinds(v1::SIGNAL_KIND_NOTE);
  if (signals.other_level) to->add_signal_kinds(v1::SIGNAL_KIND_OTHER_LEVEL);
}

void ToProto(const Model& model, const Quote& quote, v1::Quote* to) {
  const Cue& cue = model.notes->reader.lexicon().cues[quote.cue];
  to->set_level(ToProto(quote.level));
  to->set_note(quote.note);
  to->set_begin(static_cast<int32_t>(quote.span.begin));
  to->set_end(static_cast<int32_t>(quote.span.end));
  to->set_text(quote.text);
  to->set_cue(cue.id);
  to->set_issue(cue.issue);
  to->set_polarity(ToProto(quote.polarity));
  to->set_confirmed(quote.confirmed);
}

void ToProto(const Model& model, const Reason& reason, const std::vector<Quote>& quotes,
             v1::Reason* to) {
  const Indicator& indicator = model.kb.indicators[reason.indicator];
  to->set_indicator(indicator.id);
  to->set_title(indicator.title);
  to->set_sentence(reason.sentence);
  to->set_decibans(reason.decibans);
  to->set_kind(ToProto(indicator.type));
  for (int quote : reason.quotes) ToProto(model, quotes[quote], to->add_quotes());
}

void ToProto(const Model& model, const CauseFinding& cause, v1::Cause* to) {
  const Issue& issue = model.kb.issues[cause.issue];
  to->set_issue(issue.id);
  to->set_title(issue.title);
  to->set_level(ToProto(issue.level));
  to->set_probability(cause.probability);
  to->set_triggered_share(cause.triggered_share);
  to->set_would_go_if_fixed(cause.would_go);
}

void ToProto(const Model& model, const FlippingAnswer& answer, v1::FlippingAnswer* to) {
  const Indicator& indicator = model.kb.indicators[answer.indicator];
  to->set_indicator(indicator.id);
  to->set_question(indicator.question);
  to->set_answer(indicator.categories[answer.category]);
  to->set_answer_probability(answer.answer_probability);
  to->set_probability(answer.probability);
}

void ToProto(const Model& model, const Finding& finding, const std::vector<Quote>& quotes,
             v1::Finding* to) {
  const Issue& issue = model.kb.issues[finding.issue];
  to->set_issue(issue.id);
  to->set_title(issue.title);
  to->set_level(ToProto(issue.level));
  to->set_construct(ToProto(issue.construct));
  to->set_probability(finding.probability);
  to->set_decibans(finding.decibans);
  if (finding.raw_probability != finding.probability) {
    to->set_raw_probability(finding.raw_probability);
  }
  to->set_calibration_decibans(finding.calibration_decibans);
  to->set_band(ToProto(finding.band.band));
  to->set_band_note(finding.band.note);
  if (finding.severity) to->set_severity(*finding.severity);
  to->set_importance(issue.importance);
  to->set_priority(finding.priority);
  to->set_prior_decibans(finding.prior_decibans);
  for (const Reason& reason : finding.reasons) ToProto(model, reason, quotes, to->add_reasons());
  to->set_from_above_decibans(finding.from_above_decibans);
  to->set_from_below_decibans(finding.from_below_decibans);
  to->set_from_before_decibans(finding.from_before_decibans);
  to->set_other_reasons_decibans(finding.other_reasons_decibans);
  to->set_overlap_decibans(finding.overlap_decibans);
  for (const CauseFinding& cause : finding.causes) ToProto(model, cause, to->add_causes());
  AddSignals(finding.band.signals, to);
  if (finding.confidence) to->set_confidence(*finding.confidence);
  if (finding.interval) {
    to->mutable_interval()->set_low(finding.interval->low);
    to->mutable_interval()->set_high(finding.interval->high);
  }
  if (finding.flipping_answer) {
    ToProto(model, *finding.flipping_answer, to->mutable_flipping_answer());
  }
}

void ToProto(const Model& model, const Question& question, v1::Question* to) {
  const Indicator& indicator = model.kb.indicators[question.indicator];
  to->set_indicator(indicator.id);
  to->set_title(indicator.title);
  to->set_question(indicator.question);
  to->set_level(ToProto(indicator.level));
  to->set_kind(ToProto(indicator.type));
  to->set_expected_information_gain_bits(question.bits);
  to->set_ask_minutes(indicator.ask_minutes);
}

// In order, so what belongs together stands together.
void AddWithheld(const Model& model, const std::vector<Withheld>& all, v1::Diagnosis* to) {
  const Withheld* before = nullptr;
  for (const Withheld& withheld : all) {
    if (before == nullptr || before->level != withheld.level || before->reason != withheld.reason ||
        before->tendency != withheld.tendency || before->indicator < 0) {
      v1::WithheldEvidence* added = to->add_withheld();
      added->set_level(ToProto(withheld.level));
      added->set_reason(static_cast<v1::WithheldReason>(static_cast<int>(withheld.reason)));
      added->set_tendency_counts(withheld.tendency);
    }
    before = &withheld;
    if (withheld.indicator < 0) continue;
    to->mutable_withheld(to->withheld_size() - 1)
        ->add_indicators(model.kb.indicators[withheld.indicator].id);
  }
}

}  // namespace

std::optional<Level> FromProto(type::v1::Level level) {
  switch (level) {
    case type::v1::LEVEL_WHOLE_SYSTEM:
      return Level::kWholeSystem;
    case type::v1::LEVEL_STEERING_GROUP:
      return Level::kSteeringGroup;
    case type::v1::LEVEL_PRACTICE:
      return Level::kPractice;
    default:
      return std::nullopt;
  }
}

LevelEvidence FromProto(const v1::LevelEvidence& level) {
  LevelEvidence converted;
  converted.level = FromProto(level.level());
  converted.organisation = level.organisation();
  converted.withheld_reason = static_cast<WithheldReason>(level.withheld_reason());
  for (const auto& item : level.items()) {
    ItemEvidence& added = converted.items.emplace_back();
    added.item = item.item();
    added.withheld = item.withheld();
    added.reason = static_cast<WithheldReason>(item.withheld_reason());
    for (const auto& [code, people] : item.answers()) added.answers.emplace_back(code, people);
    // A map has no order; faults are reported in one that does not change.
    std::sort(added.answers.begin(), added.answers.end());
  }
  for (const auto& fact : level.facts()) converted.facts.push_back({fact.fact(), fact.category()});
  for (const auto& note : level.notes()) converted.notes.push_back(FromProto(note));
  return converted;
}

Evidence FromProto(const v1::Evidence& evidence) {
  Evidence converted;
  converted.subject = FromProto(evidence.subject_level());
  for (const auto& level : evidence.levels()) converted.levels.push_back(FromProto(level));
  if (evidence.has_surroundings()) converted.around = FromProto(evidence.surroundings());
  for (const auto& earlier : evidence.earlier()) {
    converted.earlier.push_back(
        {earlier.issue(), earlier.probability(), earlier.years(), earlier.remission()});
  }
  return converted;
}

DiagnoseOptions OptionsFromProto(const v1::DiagnoseRequest& request, Violations* violations) {
  return {
      .explain_all = request.explain_all(),
      .reasons_each_way =
          Bounded(request.max_reasons(), kDefaultReasons, "max_reasons", violations),
      .questions = Bounded(request.max_questions(), kDefaultQuestions, "max_questions", violations),
      .confidence = request.confidence()};
}

DiagnosisQuery QueryFromProto(const v1::ListDiagnosesRequest& request, Violations* violations) {
  DiagnosisQuery query;
  const auto parent = ParseOrganisationOrAll(request.parent());
  if (!parent) {
    violations->Add("parent", request.parent(),
                    "programmes/{programme}/organisations/{organisation}, or - for all of them");
  }
  query.parent = parent.value_or(OrganisationName{});
  const auto wave = ParseWave(request.wave());
  if (!request.wave().empty() && (!wave || (parent && wave->programme != parent->programme))) {
    violations->Add("wave", request.wave(), "programmes/{programme}/waves/{wave} of the parent");
  }
  if (wave) query.wave = wave->wave;
  query.level = FromProto(request.level());
  if (!query.level && request.level() != type::v1::LEVEL_UNSPECIFIED) {
    violations->Add("level", absl::StrCat(request.level()), "a level, or nothing for all");
  }
  query.latest_only = request.latest_only();
  if (request.page_size() < 0) {
    violations->Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const bool full = request.view() == v1::DIAGNOSIS_VIEW_FULL;
  query.limit = std::min(request.page_size() == 0 ? kDefaultPage : request.page_size(),
                         full ? kLargestFullPage : kLargestBasicPage);
  return query;
}

v1::Band ToProto(Band band) {
  constexpr v1::Band kInOrder[] = {v1::BAND_INSUFFICIENT_DATA, v1::BAND_UNLIKELY, v1::BAND_WATCH,
                                   v1::BAND_POSSIBLE, v1::BAND_LIKELY};
  return kInOrder[static_cast<int>(band)];
}

std::optional<DiagnosisCursor> DiagnosisCursorFrom(const std::vector<std::string>& parts) {
  DiagnosisCursor cursor;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &cursor.create_micros)) return std::nullopt;
  cursor.id = parts[1];
  return cursor;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp to;
  const absl::Duration since_1970 = time - absl::UnixEpoch();
  const int64_t seconds = absl::ToInt64Seconds(absl::Floor(since_1970, absl::Seconds(1)));
  to.set_seconds(seconds);
  to.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(since_1970 - absl::Seconds(seconds))));
  return to;
}

v1::Diagnosis ToProto(const Model& model, const Diagnosis& diagnosis) {
  v1::Diagnosis to;
  to.set_level(ToProto(diagnosis.level));
  to.set_knowledge_base(KnowledgeBaseText(model.kb.Name()));
  to.set_knowledge_base_hash(model.hash);
  to.set_sites_beside(diagnosis.sites_beside);
  to.set_sites_below(diagnosis.sites_below);
  to.set_outcome(diagnosis.sufficient ? v1::OUTCOME_DIAGNOSED : v1::OUTCOME_INSUFFICIENT_DATA);
  for (const std::string& sentence : diagnosis.collect) to.add_collect(sentence);
  AddWithheld(model, diagnosis.withheld, &to);
  for (const Finding& finding : diagnosis.findings) {
    ToProto(model, finding, diagnosis.quotes, to.add_findings());
  }
  for (const SuccessFactorState& state : diagnosis.success_factors) {
    const SuccessFactor& factor = model.kb.success_factors[state.success_factor];
    v1::SuccessFactorState* added = to.add_success_factors();
    added->set_success_factor(factor.id);
    added->set_title(factor.title);
    added->set_level(ToProto(factor.level));
    added->set_probability_in_place(state.probability);
  }
  for (const Question& question : diagnosis.questions) {
    ToProto(model, question, to.add_next_questions());
  }
  for (const Quote& quote : diagnosis.quotes) ToProto(model, quote, to.add_quotes());
  for (const Quote& quote : diagnosis.suggestions) {
    v1::NoteSuggestion* suggestion = to.add_suggestions();
    ToProto(model, quote, suggestion->mutable_quote());
    suggestion->set_similarity(quote.similarity.value_or(0));
  }
  return to;
}

absl::StatusOr<v1::Diagnosis> ToProto(const StoredDiagnosis& stored) {
  v1::Diagnosis to;
  if (!to.ParseFromString(stored.payload)) {
    return absl::DataLossError("a stored diagnosis cannot be read");
  }
  const OrganisationName& organisation = stored.name.organisation;
  to.set_name(stored.name.Text());
  to.set_organisation(organisation.Text());
  to.set_wave(WaveName{organisation.programme, stored.wave}.Text());
  to.set_evidence_revision(stored.evidence_revision);
  *to.mutable_create_time() = ToTimestamp(stored.create_time);
  return to;
}

void MarkAskedAbout(const std::string& name, v1::Diagnosis* diagnosis) {
  for (v1::Finding& finding : *diagnosis->mutable_findings()) {
    finding.set_asked_about(ShowProbability(finding.probability()) == 1 ||
                            AskedAtRandom(name, finding.issue()));
  }
}

void LeaveOutWords(bool keep_quotes, v1::Diagnosis* diagnosis) {
  diagnosis->clear_suggestions();
  if (keep_quotes) return;
  diagnosis->clear_quotes();
  for (v1::Finding& finding : *diagnosis->mutable_findings()) {
    for (v1::Reason& reason : *finding.mutable_reasons()) reason.clear_quotes();
  }
}

void MakeBasic(v1::Diagnosis* diagnosis) {
  diagnosis->clear_next_questions();
  diagnosis->clear_quotes();
  for (v1::Finding& finding : *diagnosis->mutable_findings()) {
    finding.clear_reasons();
    finding.clear_causes();
    finding.clear_flipping_answer();
  }
}

}  // namespace pcsp::diagnosis
