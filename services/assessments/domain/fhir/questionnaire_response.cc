#include "services/assessments/domain/fhir/questionnaire_response.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/text/yaml.h"
#include "services/assessments/domain/fhir/fhir_node.h"
#include "services/assessments/domain/fhir/fhir_words.h"
#include "services/assessments/domain/fhir/questionnaire.h"

namespace pcsp::assessments {
namespace {

using fhir::Node;

constexpr int kDeepest = 10;
constexpr absl::string_view kNobody = "nothing: answers name nobody";

// What could lead to a person, or carry anything that does.
constexpr absl::string_view kPersonal[] = {
    "author",     "source",    "subject", "encounter",
    "identifier", "basedOn",   "partOf",  "contained",
    "extension",  "id",        "text",    "implicitRules",
    "meta",       "_authored", "_status", "modifierExtension"};

class Reader {
 public:
  explicit Reader(const Instrument* instrument) : instrument_(instrument) {}

  ReadAnswers Read(const Node& root) {
    if (root["resourceType"].String() != "QuestionnaireResponse") {
      root["resourceType"].Fault("QuestionnaireResponse");
    }
    const std::string status = root["status"].String();
    if (status != "completed" && status != "amended") root["status"].Fault("completed");
    for (absl::string_view key : kPersonal) Refuse(root, key);
    root["authored"].StringOr("");
    root["language"].StringOr("");
    CheckQuestionnaire(root["questionnaire"]);
    for (const Node& item : root["item"].ListOr()) ReadItem(item, 0);
    return std::move(answers_);
  }

 private:
  static void Refuse(const Node& element, absl::string_view key) {
    const Node found = element[key];
    if (found.present()) found.Fault(kNobody);
  }

  // `{url}|{version}`, the version perhaps left out.
  void CheckQuestionnaire(const Node& questionnaire) {
    const std::string given = questionnaire.StringOr("");
    if (given.empty() || instrument_ == nullptr) return;
    const std::string url = CanonicalUrl(*instrument_);
    const std::string pinned = absl::StrCat(url, "|", instrument_->version);
    const bool own = given == url || given == pinned;
    const bool source = !instrument_->source_url.empty() && given == instrument_->source_url;
    if (!own && !source) questionnaire.Fault(pinned);
  }

  void ReadItem(const Node& item, int depth) {
    if (depth > kDeepest) return item.Fault("items that are at most 10 deep");
    for (absl::string_view key : {"extension", "modifierExtension", "id"}) Refuse(item, key);
    const std::string code = item["linkId"].String();
    item["text"].StringOr("");
    item["definition"].StringOr("");
    const std::vector<Node> given = item["answer"].ListOr();
    if (given.size() > 1) item["answer"].Fault("one answer");
    if (given.size() == 1 && !answered_.insert(code).second) {
      item["linkId"].Fault("each item once");
    }
    if (given.size() == 1) ReadAnswer(code, given.front(), depth);
    for (const Node& below : item["item"].ListOr()) ReadItem(below, depth + 1);
  }

  void ReadAnswer(const std::string& code, const Node& answer, int depth) {
    for (absl::string_view key : {"extension", "modifierExtension", "id"}) Refuse(answer, key);
    const Node coding = answer["valueCoding"];
    if (coding.present()) {
      coding.Map();
      Refuse(coding, "extension");
      answers_.codes.emplace_back(code, coding["code"].String());
    } else if (answer["valueInteger"].present()) {
      answers_.codes.emplace_back(code, absl::StrCat(answer["valueInteger"].Int()));
    } else if (answer["valueBoolean"].present()) {
      answers_.codes.emplace_back(code, answer["valueBoolean"].Bool() ? "true" : "false");
    } else if (answer["valueString"].present()) {
      const absl::string_view item = absl::StripSuffix(code, fhir::kEvidence);
      answers_.words.emplace_back(std::string(item), answer["valueString"].String());
    } else {
      answer.Fault("valueCoding, valueInteger, valueBoolean or valueString");
    }
    for (const Node& below : answer["item"].ListOr()) ReadItem(below, depth + 1);
  }

  const Instrument* const instrument_;  // null: not known
  std::set<std::string> answered_;
  ReadAnswers answers_;
};

}  // namespace

std::optional<ReadAnswers> ReadQuestionnaireResponse(absl::string_view json,
                                                     const Instrument* instrument,
                                                     Violations& violations) {
  absl::StatusOr<text::Document> document = text::ParseJson(json, "questionnaire_response");
  if (!document.ok()) {
    violations.Merge("questionnaire_response.", document.status());
    return std::nullopt;
  }
  ReadAnswers answers = Reader(instrument).Read(document->root());
  // What was given may be somebody's words: it is not repeated.
  Violations found;
  found.Merge("questionnaire_response.", document->Finish());
  for (const Violation& violation : found.list()) {
    violations.Add(violation.field, "", violation.expected);
  }
  return answers;
}

}  // namespace pcsp::assessments
