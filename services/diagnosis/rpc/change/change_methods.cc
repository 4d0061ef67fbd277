#include "services/diagnosis/rpc/change/change_methods.h"

#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/change/what_if.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/programme/surroundings.h"
#include "services/diagnosis/rpc/change/convert_change.h"
#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kReasonsShown = 3;
constexpr int kMostQuestions = 100;
constexpr int kUsualQuestions = 20;
constexpr double kMostMinutes = 10'000;
constexpr absl::string_view kDiagnosisShape =
    "programmes/{programme}/organisations/{organisation}/diagnoses/{id}";

// All reasons, since a weak one may be what changes.
constexpr DiagnoseOptions kAllReasons = {
    .explain_all = true, .reasons_each_way = 100, .questions = kReasonsShown + 2};

v1::Diagnosis Shown(const Footing& footing, const Diagnosis& diagnosis) {
  v1::Diagnosis shown = ToProto(footing.model(), diagnosis);
  footing.Sign(diagnosis.level, &shown);
  KeepStrongest(kReasonsShown, &shown);
  return shown;
}

// What is wrong with the evidence, as fields of `field`; other errors as they are.
absl::Status InField(const char* field, const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  if (!detail || detail->violations.empty()) return status;
  Violations violations;
  violations.Merge(absl::StrCat(field, "."), status);
  return violations.ToStatus();
}

// By its id in the knowledge base: whether a question bears on one of these issues.
class AskedIssues {
 public:
  AskedIssues(const Model& model, const google::protobuf::RepeatedPtrField<std::string>& issues,
              Violations& violations)
      : model_(model), issues_(issues.begin(), issues.end()) {
    std::set<std::string> known;
    for (const Issue& issue : model.kb.issues) known.insert(issue.id);
    for (int i = 0; i < issues.size(); ++i) {
      if (known.count(issues[i]) > 0) continue;
      violations.Add(absl::StrCat("issues[", i, "]"), issues[i],
                     "the id of an issue of the knowledge base");
    }
  }

  bool Include(const Question& question) const {
    if (issues_.empty()) return true;
    for (const Link& link : model_.kb.indicators[question.indicator].links) {
      if (issues_.count(link.issue) > 0) return true;
    }
    return false;
  }

 private:
  const Model& model_;
  const std::set<std::string> issues_;
};

int MostQuestions(int given, Violations& violations) {
  if (given < 0 || given > kMostQuestions) {
    violations.Add("max_questions", absl::StrCat(given), absl::StrCat("0 to ", kMostQuestions));
  }
  return given == 0 ? kUsualQuestions : given;
}

void CheckMinutes(double minutes, Violations& violations) {
  if (minutes >= 0 && minutes <= kMostMinutes) return;  // not: what is no number fails both
  violations.Add("minutes", absl::StrCat(minutes), absl::StrCat("0 to ", kMostMinutes));
}

}  // namespace

absl::StatusOr<Evidence> ChangeMethods::StoredEvidenceOf(const std::string& name) const {
  const auto parsed = ParseDiagnosis(name);
  if (!parsed) return InvalidField("diagnosis", name, std::string(kDiagnosisShape));
  ASSIGN_OR_RETURN(const std::string bytes, store_->GetEvidence(*parsed));
  if (bytes.empty()) return EvidenceNotKept(name);
  v1::Evidence evidence;
  if (!evidence.ParseFromString(bytes)) return absl::DataLossError("stored evidence");
  return FromProto(evidence);
}

absl::StatusOr<Footing> ChangeMethods::FootingOf(const DiagnosisName& name) const {
  ASSIGN_OR_RETURN(const StoredDiagnosis stored, store_->Get(name));
  ASSIGN_OR_RETURN(const v1::Diagnosis shown, ToProto(stored));
  ASSIGN_OR_RETURN(auto model,
                   knowledge_bases_->FindModel(KnowledgeBaseText(stored.knowledge_base)));
  const auto layer = ParseLearnedLayer(shown.learned_layer());
  if (layer) return footings_->Of(std::move(model), *layer);
  return Footing{.base = std::move(model),
                 .layer = nullptr,
                 .resting = shown.resting_layer(),
                 .why = shown.resting_reason()};
}

template <typename Request>
absl::StatusOr<Footing> ChangeMethods::FootingFor(const Request& request) const {
  const auto diagnosis = ParseDiagnosis(request.diagnosis());
  const bool as_stored = diagnosis && !request.has_evidence() && request.knowledge_base().empty();
  if (as_stored) return FootingOf(*diagnosis);
  ASSIGN_OR_RETURN(auto model, knowledge_bases_->FindModel(request.knowledge_base()));
  return footings_->For(std::move(model), diagnosis ? diagnosis->organisation.programme : "");
}

template <typename Request>
absl::StatusOr<Evidence> ChangeMethods::EvidenceFor(const Model& model, const Request& request,
                                                    Violations& violations) const {
  if (request.has_evidence() == !request.diagnosis().empty()) {
    violations.Add("evidence", "", "either evidence or the name of a stored diagnosis");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (request.has_evidence()) return FromProto(request.evidence());
  ASSIGN_OR_RETURN(Evidence stored, StoredEvidenceOf(request.diagnosis()));
  return Hearable(model, std::move(stored));
}

absl::StatusOr<v1::WhatIfResponse> ChangeMethods::WhatIf(const rpc::Call&,
                                                         const v1::WhatIfRequest& request) const {
  ASSIGN_OR_RETURN(const Footing footing, FootingFor(request));
  const Model& model = footing.model();
  Violations violations;
  if (request.changes().empty()) violations.Add("changes", "", "at least one level");
  ASSIGN_OR_RETURN(const Evidence evidence, EvidenceFor(model, request, violations));
  v1::Evidence changes;
  *changes.mutable_levels() = request.changes();
  const Evidence changed = WithChanges(evidence, FromProto(changes).levels);
  DiagnoseOptions options = kAllReasons;
  options.calibration = footing.LineOf(evidence.subject);
  const auto before = diagnosis::Diagnose(model, evidence, options);
  if (!before.ok()) return InField("evidence", before.status());
  const auto after = diagnosis::Diagnose(model, changed, options);
  if (!after.ok()) return InField("changed", after.status());
  v1::WhatIfResponse reply;
  *reply.mutable_before() = Shown(footing, *before);
  *reply.mutable_after() = Shown(footing, *after);
  for (const FindingChange& change : CompareFindings(
           StatesOf(model, *before), StatesOf(model, *after), request.unchanged_too())) {
    ToProto(change, reply.add_findings());
  }
  return reply;
}

absl::StatusOr<v1::NextQuestionsResponse> ChangeMethods::NextQuestions(
    const rpc::Call&, const v1::NextQuestionsRequest& request) const {
  ASSIGN_OR_RETURN(const Footing footing, FootingFor(request));
  const Model& model = footing.model();
  Violations violations;
  const AskedIssues asked_issues(model, request.issues(), violations);
  const int most = MostQuestions(request.max_questions(), violations);
  CheckMinutes(request.minutes(), violations);
  ASSIGN_OR_RETURN(const Evidence evidence, EvidenceFor(model, request, violations));
  auto diagnosis = diagnosis::Diagnose(model, evidence,
                                       {.questions = static_cast<int>(model.kb.indicators.size())});
  if (!diagnosis.ok()) return InField("evidence", diagnosis.status());
  std::vector<Question> asked;
  double minutes = 0;
  for (const Question& question : diagnosis->questions) {
    const double takes = model.kb.indicators[question.indicator].ask_minutes;
    const bool fits = request.minutes() == 0 || minutes + takes <= request.minutes() + 1e-9;
    if (asked.size() >= static_cast<size_t>(most) || !fits || !asked_issues.Include(question))
      continue;
    asked.push_back(question);
    minutes += takes;
  }
  diagnosis->questions = std::move(asked);
  v1::NextQuestionsResponse reply;
  *reply.mutable_questions() = ToProto(model, *diagnosis).next_questions();
  reply.set_minutes(minutes);
  return reply;
}

absl::StatusOr<StoredDiagnosis> ChangeMethods::EarlierThan(const StoredDiagnosis& later,
                                                           const std::string& earlier) const {
  if (!earlier.empty()) return store_->Get(*ParseDiagnosis(earlier));
  DiagnosisQuery query{.parent = later.name.organisation, .level = later.level, .limit = 1};
  query.after = DiagnosisCursor{absl::ToUnixMicros(later.create_time), later.name.diagnosis};
  ASSIGN_OR_RETURN(const auto found, store_->List(query));
  if (found.empty()) return NoEarlierDiagnosis(later.name.Text());
  return found.front();
}

absl::StatusOr<v1::CompareDiagnosesResponse> ChangeMethods::Compare(
    const rpc::Call&, const v1::CompareDiagnosesRequest& request) const {
  Violations violations;
  const auto name = ParseDiagnosis(request.name());
  if (!name) violations.Add("name", request.name(), kDiagnosisShape);
  const auto other = ParseDiagnosis(request.earlier());
  const bool strange =
      !request.earlier().empty() &&
      (!other || (name && other->organisation.programme != name->organisation.programme));
  if (strange) {
    violations.Add("earlier", request.earlier(),
                   absl::StrCat(kDiagnosisShape, " of the same programme, or nothing"));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const StoredDiagnosis later, store_->Get(*name));
  ASSIGN_OR_RETURN(const StoredDiagnosis earlier, EarlierThan(later, request.earlier()));
  if (earlier.level != later.level) {
    return InvalidField("earlier", request.earlier(), "a diagnosis of the same level");
  }
  ASSIGN_OR_RETURN(const v1::Diagnosis before, ToProto(earlier));
  ASSIGN_OR_RETURN(const v1::Diagnosis after, ToProto(later));
  v1::CompareDiagnosesResponse reply;
  reply.set_earlier(before.name());
  reply.set_later(after.name());
  reply.set_same_knowledge_base(earlier.knowledge_base_hash == later.knowledge_base_hash);
  for (const FindingChange& change :
       CompareFindings(StatesOf(before), StatesOf(after), request.unchanged_too())) {
    ToProto(change, reply.add_findings());
  }
  return reply;
}

}  // namespace pcsp::diagnosis
