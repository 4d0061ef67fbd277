// WriteQuestionnaireResponse().
#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/text/json_value.h"
#include "services/assessments/domain/fhir/fhir_words.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"

namespace pcsp::assessments {
namespace {

using text::Json;

Json WordsAnswer(const std::string& words) {
  return Json::List({Json::Object({{"valueString", words}})});
}

// A position of a slider and a number are integers, everything else is one of the options.
Json ValueOf(const Scale& scale, const std::string& code) {
  int position = 0;
  const bool numbered = scale.kind == ScaleKind::kSlider || scale.kind == ScaleKind::kNumber;
  const auto is_code = [&](const AnswerOption& option) { return option.code == code; };
  const auto reason = std::find_if(scale.not_relevant.begin(), scale.not_relevant.end(), is_code);
  if (numbered && reason == scale.not_relevant.end() && absl::SimpleAtoi(code, &position)) {
    return Json::Object({{"valueInteger", position}});
  }
  Json coding = Json::Object({{"code", code}});
  const auto option = std::find_if(scale.options.begin(), scale.options.end(), is_code);
  if (reason != scale.not_relevant.end() && reason->label != code)
    coding["display"] = reason->label;
  if (option != scale.options.end() && option->label != code) coding["display"] = option->label;
  return Json::Object({{"valueCoding", std::move(coding)}});
}

class Writer {
 public:
  Writer(const Instrument& instrument, const ReadAnswers& answers)
      : instrument_(instrument),
        codes_(answers.codes.begin(), answers.codes.end()),
        words_(answers.words.begin(), answers.words.end()) {}

  Json Root(ResponseStatus status) const {
    Json json = Json::Object({{"resourceType", "QuestionnaireResponse"}});
    json["questionnaire"] = absl::StrCat(CanonicalUrl(instrument_), "|", instrument_.version);
    json["status"] = status == ResponseStatus::kCompleted ? "completed" : "in-progress";
    int section = -1;
    for (const Item& item : instrument_.items) {
      if (!codes_.contains(item.code) && !words_.contains(item.code)) continue;
      if (item.section < 0) {
        json["item"].Add(AnswerTo(item));
      } else {
        if (item.section != section) json["item"].Add(Group(instrument_.sections[item.section]));
        json["item"].back()["item"].Add(AnswerTo(item));
      }
      section = item.section;
    }
    return json;
  }

 private:
  static Json Group(const Section& section) {
    Json json = Json::Object({{"linkId", section.code}});
    if (!section.title.empty()) json["text"] = section.title;
    return json;
  }

  // Words beside an answer hang below it, or below the item where there is none.
  Json AnswerTo(const Item& item) const {
    Json json = Json::Object({{"linkId", item.code}, {"text", item.text}});
    const Scale& scale = instrument_.ScaleOf(item);
    const auto words = words_.find(item.code);
    if (scale.kind == ScaleKind::kText) {
      if (words != words_.end()) json["answer"] = WordsAnswer(words->second);
      return json;
    }
    Json beside;
    if (words != words_.end()) {
      beside = Json::Object({{"linkId", absl::StrCat(item.code, fhir::kEvidence)}});
      beside["answer"] = WordsAnswer(words->second);
    }
    const auto code = codes_.find(item.code);
    if (code == codes_.end()) {
      json["item"].Add(std::move(beside));
      return json;
    }
    Json answer = ValueOf(scale, code->second);
    if (words != words_.end()) answer["item"].Add(std::move(beside));
    json["answer"].Add(std::move(answer));
    return json;
  }

  const Instrument& instrument_;
  const std::map<std::string, std::string> codes_, words_;  // by item
};

}  // namespace

std::string WriteQuestionnaireResponse(const Instrument& instrument, const ReadAnswers& answers,
                                       ResponseStatus status) {
  return Writer(instrument, answers).Root(status).Indented() + "\n";
}

}  // namespace pcsp::assessments
