// WriteQuestionnaire().
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/text/json_value.h"
#include "services/assessments/domain/fhir/fhir_words.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/domain/instruments/instrument_rules.h"
#include "services/assessments/domain/instruments/translation_rules.h"

namespace pcsp::assessments {
namespace {

using text::Json;

Json Extension(const char* url, const char* type, Json value) {
  return Json::Object({{"url", url}, {type, std::move(value)}});
}

// Writes one instrument, whose translations stand beside every text.
class Writer {
 public:
  explicit Writer(const Instrument& instrument) : instrument_(instrument) {}

  Json Root(EditionState state) const;

 private:
  // A text under `key`, and its translations under `_key`; `of` finds the text in a translation.
  template <typename Of>
  void Set(Json& json, const std::string& key, const std::string& text, Of of) const {
    if (text.empty()) return;
    json[key] = text;
    for (const auto& [tag, translation] : instrument_.translations) {
      const std::string translated = of(translation);
      if (translated.empty()) continue;
      Json parts = Json::List(
          {Extension("lang", "valueCode", tag), Extension("content", "valueString", translated)});
      json["_" + key]["extension"].Add(
          Json::Object({{"url", fhir::kTranslation}, {"extension", std::move(parts)}}));
    }
  }
  void SetText(Json& json, const std::string& text, const std::string& code,
               std::map<std::string, std::string> Translation::*texts) const {
    Set(json, "text", text, [&](const Translation& translation) {
      const auto found = (translation.*texts).find(code);
      return found == (translation.*texts).end() ? "" : found->second;
    });
  }
  Json CodingOf(const Scale& scale, const AnswerOption& option) const;
  void AddOptions(const Scale& scale, Json& json) const;
  void AddPositions(const Scale& scale, Json& json) const;
  Json Group(const Section& section) const;
  Json Question(const Item& item) const;

  const Instrument& instrument_;
};

// A label that is just the code is none: it is left out, and read as the code again.
Json Writer::CodingOf(const Scale& scale, const AnswerOption& option) const {
  Json coding = Json::Object({{"code", option.code}});
  Set(coding, "display", option.label, [&](const Translation& translation) {
    const auto found = translation.options.find(OptionKey(scale, option));
    return found == translation.options.end() ? "" : found->second;
  });
  return coding;
}

void Writer::AddOptions(const Scale& scale, Json& json) const {
  json["type"] = "choice";
  for (const AnswerOption& option : scale.options) {
    Json extension =
        Extension(fhir::kOrdinalValue, "valueDecimal", scale.first_value + option.score - 1);
    json["answerOption"].Add(Json::Object({{"extension", Json::List({std::move(extension)})},
                                           {"valueCoding", CodingOf(scale, option)}}));
  }
  for (const AnswerOption& reason : scale.not_relevant) {
    json["answerOption"].Add(Json::Object({{"valueCoding", CodingOf(scale, reason)}}));
  }
}

void Writer::AddPositions(const Scale& scale, Json& json) const {
  json["type"] = "integer";
  Json& extensions = json["extension"];
  if (scale.kind == ScaleKind::kSlider) {
    Json coding = Json::Object({{"system", fhir::kItemControls}, {"code", "slider"}});
    extensions.Add(Extension(fhir::kItemControl, "valueCodeableConcept",
                             Json::Object({{"coding", Json::List({std::move(coding)})}})));
  }
  extensions.Add(Extension(fhir::kMinValue, "valueInteger", scale.low));
  extensions.Add(Extension(fhir::kMaxValue, "valueInteger", scale.high));
  extensions.Add(Extension(fhir::kSliderStep, "valueInteger", scale.step));
  for (const AnswerOption& option : scale.options) {
    if (option.label == option.code) continue;
    extensions.Add(Extension(fhir::kAnchor, "valueCoding", CodingOf(scale, option)));
  }
  for (const AnswerOption& reason : scale.not_relevant) {
    extensions.Add(Extension(fhir::kNotRelevant, "valueCoding", CodingOf(scale, reason)));
  }
}

Json Writer::Question(const Item& item) const {
  const Scale& scale = instrument_.ScaleOf(item);
  Json json = Json::Object({{"linkId", item.code}});
  Json& extensions = json["extension"];
  extensions.Add(Extension(
      fhir::kScale, "valueCoding",
      Json::Object({{"code", scale.id}, {"display", ToWord(scale.kind, kScaleKindWords)}})));
  if (item.reverse) extensions.Add(Extension(fhir::kReverse, "valueBoolean", true));
  const auto add_code = [&](const char* system, const std::string& code) {
    if (!code.empty()) json["code"].Add(Json::Object({{"system", system}, {"code", code}}));
  };
  add_code(fhir::kConstructs, item.construct ? ToWord(*item.construct, kConstructWords) : "");
  add_code(fhir::kSubcomponents, item.subcomponent);
  add_code(fhir::kConcepts, item.concept_word);
  for (const std::string& factor : item.success_factors) add_code(fhir::kSuccessFactors, factor);
  SetText(json, item.text, item.code, &Translation::items);
  if (scale.kind == ScaleKind::kText) {
    json["type"] = "text";
  } else if (scale.kind == ScaleKind::kSlider || scale.kind == ScaleKind::kNumber) {
    AddPositions(scale, json);
  } else {
    AddOptions(scale, json);
  }
  if (scale.evidence) {
    json["item"].Add(
        Json::Object({{"linkId", absl::StrCat(item.code, fhir::kEvidence)}, {"type", "text"}}));
  }
  return json;
}

Json Writer::Group(const Section& section) const {
  Json json = Json::Object({{"linkId", section.code}});
  Json shown_to = Json::List();
  for (Level level : section.shown_to.levels) {
    shown_to.Add(Extension("level", "valueCode", ToWord(level, kLevelWords)));
  }
  for (StaffGroup group : section.shown_to.staff_groups) {
    shown_to.Add(Extension("staff-group", "valueCode", ToWord(group, kStaffGroupWords)));
  }
  for (const std::string& milestone : section.shown_to.milestones) {
    shown_to.Add(Extension("milestone", "valueCode", milestone));
  }
  if (!shown_to.empty()) {
    json["extension"].Add(
        Json::Object({{"url", fhir::kShownTo}, {"extension", std::move(shown_to)}}));
  }
  SetText(json, section.title, section.code, &Translation::sections);
  json["type"] = "group";
  if (!section.introduction.empty()) {
    Json display = Json::Object({{"linkId", absl::StrCat(section.code, fhir::kIntroduction)}});
    SetText(display, section.introduction, section.code, &Translation::section_introductions);
    display["type"] = "display";
    json["item"].Add(std::move(display));
  }
  return json;
}

Json Writer::Root(EditionState state) const {
  constexpr const char* kStates[] = {"unknown", "draft", "active", "retired"};
  Json json = Json::Object({{"resourceType", "Questionnaire"}, {"language", instrument_.language}});
  const auto add_level = [&](Level level) {
    json["extension"].Add(Extension(fhir::kLevel, "valueCode", ToWord(level, kLevelWords)));
  };
  add_level(instrument_.level);
  for (Level level : instrument_.more_levels) add_level(level);
  if (!instrument_.source_url.empty()) {
    json["extension"].Add(Extension(fhir::kSource, "valueUri", instrument_.source_url));
  }
  json["url"] = CanonicalUrl(instrument_);
  json["version"] = absl::StrCat(instrument_.version);
  Set(json, "title", instrument_.title, [](const Translation& t) { return t.title; });
  if (!instrument_.derived_from.empty()) {
    json["derivedFrom"] = Json::List({instrument_.derived_from});
  }
  json["status"] = kStates[static_cast<int>(state)];
  json["publisher"] = instrument_.attribution;
  Set(json, "description", instrument_.introduction,
      [](const Translation& t) { return t.introduction; });
  json["copyright"] = instrument_.licence;
  int section = -1;
  for (const Item& item : instrument_.items) {
    if (item.section < 0) {
      json["item"].Add(Question(item));
    } else {
      if (item.section != section) {
        json["item"].Add(Group(instrument_.sections[item.section]));
      }
      json["item"].back()["item"].Add(Question(item));
    }
    section = item.section;
  }
  return json;
}

}  // namespace

std::string CanonicalUrl(const Instrument& instrument) {
  const std::string name = InstrumentName{instrument.programme, instrument.id, 1}.ToString();
  const std::string path = name.substr(0, name.find("/versions/"));
  return absl::StrCat("urn:pcsp:", absl::StrReplaceAll(path, {{"/", ":"}}));
}

std::string WriteQuestionnaire(const Instrument& instrument, EditionState state) {
  return Writer(instrument).Root(state).Indented() + "\n";
}

}  // namespace pcsp::assessments
