// WriteInstrument(): the other direction of instrument_loader.cc.
#include "absl/strings/str_cat.h"
#include "common/text/json_value.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::assessments {
namespace {

using text::Json;

void SetIfAny(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json OptionsOf(const std::vector<AnswerOption>& options, bool scored) {
  Json list = Json::List();
  for (const AnswerOption& option : options) {
    Json json = Json::Object({{"code", option.code}, {"label", option.label}});
    if (scored) json["score"] = option.score;
    list.Add(std::move(json));
  }
  return list;
}

void SetPositions(const Scale& scale, Json& json) {
  json["low"] = scale.low;
  json["high"] = scale.high;
  json["step"] = scale.step;
  for (const AnswerOption& option : scale.options) {
    if (option.label != option.code) json["anchors"][option.code] = option.label;
  }
}

Json JsonOf(const Scale& scale) {
  Json json = Json::Object({{"kind", ToWord(scale.kind, kScaleKindWords)}});
  switch (scale.kind) {
    case ScaleKind::kAgreement:
    case ScaleKind::kOrdinal:
    case ScaleKind::kYesNo:
      json["options"] = OptionsOf(scale.options, true);
      if (scale.first_value != 1) json["first_value"] = scale.first_value;
      break;
    case ScaleKind::kZeroToTen:
    case ScaleKind::kSlider:
    case ScaleKind::kNumber:
      SetPositions(scale, json);
      break;
    case ScaleKind::kText:
      break;
  }
  if (scale.evidence) json["evidence"] = true;
  if (!scale.not_relevant.empty()) json["not_relevant"] = OptionsOf(scale.not_relevant, false);
  return json;
}

Json JsonOf(const Section& section) {
  Json json = Json::Object({{"code", section.code}, {"title", section.title}});
  SetIfAny(json, "introduction", section.introduction);
  Json shown_to = Json::Object();
  for (Level level : section.shown_to.levels) {
    shown_to["levels"].Add(ToWord(level, kLevelWords));
  }
  for (StaffGroup group : section.shown_to.staff_groups) {
    shown_to["staff_groups"].Add(ToWord(group, kStaffGroupWords));
  }
  if (!section.shown_to.milestones.empty()) shown_to["milestones"] = section.shown_to.milestones;
  if (!shown_to.empty()) json["shown_to"] = std::move(shown_to);
  return json;
}

Json JsonOf(const Item& item, const Instrument& instrument) {
  Json json = Json::Object({{"code", item.code}});
  if (item.construct) json["construct"] = ToWord(*item.construct, kConstructWords);
  SetIfAny(json, "subcomponent", item.subcomponent);
  SetIfAny(json, "concept", item.concept_word);
  json["scale"] = instrument.ScaleOf(item).id;
  if (item.section >= 0) json["section"] = instrument.sections[item.section].code;
  if (item.reverse) json["reverse"] = true;
  if (!item.success_factors.empty()) json["success_factors"] = item.success_factors;
  json["text"] = item.text;
  return json;
}

Json JsonOf(const Translation& translation, const Instrument& instrument) {
  Json json = Json::Object({{"title", translation.title}});
  SetIfAny(json, "introduction", translation.introduction);
  json["items"] = translation.items;
  if (!translation.sections.empty()) json["sections"] = translation.sections;
  if (!translation.section_introductions.empty()) {
    json["section_introductions"] = translation.section_introductions;
  }
  for (const Scale& scale : instrument.scales) {
    for (const auto* options : {&scale.options, &scale.not_relevant}) {
      for (const AnswerOption& option : *options) {
        const auto found = translation.options.find(absl::StrCat(scale.id, "/", option.code));
        if (found == translation.options.end()) continue;
        json["options"][scale.id][option.code] = found->second;
      }
    }
  }
  return json;
}

Json HeadOf(const Instrument& instrument) {
  Json json = Json::Object({{"id", instrument.id}, {"version", instrument.version}});
  json["levels"] = Json::List({ToWord(instrument.level, kLevelWords)});
  for (Level level : instrument.more_levels) {
    json["levels"].Add(ToWord(level, kLevelWords));
  }
  json["title"] = instrument.title;
  json["language"] = instrument.language;
  json["licence"] = instrument.licence;
  json["attribution"] = instrument.attribution;
  SetIfAny(json, "introduction", instrument.introduction);
  SetIfAny(json, "source_url", instrument.source_url);
  SetIfAny(json, "derived_from", instrument.derived_from);
  return json;
}

}  // namespace

std::string WriteInstrument(const Instrument& instrument) {
  Json json = HeadOf(instrument);
  for (const Scale& scale : instrument.scales) json["scales"][scale.id] = JsonOf(scale);
  for (const Section& section : instrument.sections) json["sections"].Add(JsonOf(section));
  for (const Item& item : instrument.items) json["items"].Add(JsonOf(item, instrument));
  for (const auto& [tag, translation] : instrument.translations) {
    json["translations"][tag] = JsonOf(translation, instrument);
  }
  return json.Indented();
}

}  // namespace pcsp::assessments
