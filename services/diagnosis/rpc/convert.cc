#include "services/diagnosis/rpc/convert.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/learning/review.h"
#include "services/diagnosis/rpc/relations/convert_relations.h"
#include "services/diagnosis/rpc/wire/diagnosis_bytes.h"

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
  BackwardsWriter out;
  WriteDiagnosis(model, diagnosis, &out);
  v1::Diagnosis to;
  to.ParseFromArray(out.bytes().data(), static_cast<int>(out.bytes().size()));
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
    finding.set_asked_about(AskedAbout(name, finding.issue(), finding.probability()));
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
