#include "services/assessments/domain/instrument_loader.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/yaml.h"

namespace pcsp::assessments {
namespace {

using text::Node;

constexpr int kFarthest = 1'000'000'000;

std::string Id(const Node& node) {
  const std::string id = node.String();
  bool fits = id.size() <= 63;
  for (char c : id) {
    fits &= absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_' || c == '-';
  }
  if (!fits) node.Fault("1 to 63 characters: a-z, 0-9, _ and -");
  return id;
}

std::vector<AnswerOption> ReadOptions(const std::vector<Node>& nodes, bool scored) {
  std::vector<AnswerOption> options;
  for (const Node& node : nodes) {
    AnswerOption option{.code = node["code"].String(), .label = node["label"].String()};
    if (scored) option.score = static_cast<int>(node["score"].Int(1, 100));
    options.push_back(std::move(option));
  }
  return options;
}

void ReadPositions(const Node& node, Scale& scale) {
  const bool ten = scale.kind == ScaleKind::kZeroToTen;
  scale.low = static_cast<int>(ten ? node["low"].IntOr(0, -kFarthest, kFarthest)
                                   : node["low"].Int(-kFarthest, kFarthest));
  scale.high = static_cast<int>(ten ? node["high"].IntOr(10, -kFarthest, kFarthest)
                                    : node["high"].Int(-kFarthest, kFarthest));
  scale.step = static_cast<int>(node["step"].IntOr(1, 1, kFarthest));
  if (scale.kind == ScaleKind::kNumber) return;
  std::map<int, std::string> anchors;
  for (const auto& [key, label] : node["anchors"].MapOr()) {
    int value = 0;
    const bool fits = absl::SimpleAtoi(key, &value) && value >= scale.low && value <= scale.high;
    if (!fits) label.Fault("a value of the scale as its key");
    anchors[value] = label.String();
  }
  MakePositions(scale, anchors);
}

Scale ReadScale(const std::string& id, const Node& node) {
  Scale scale{.id = id, .kind = node["kind"].Enum(kScaleKindWords)};
  switch (scale.kind) {
    case ScaleKind::kAgreement:
    case ScaleKind::kOrdinal:
    case ScaleKind::kYesNo:
      scale.options = ReadOptions(node["options"].List(), true);
      scale.first_value = static_cast<int>(node["first_value"].IntOr(1, -1000, 1000));
      break;
    case ScaleKind::kZeroToTen:
    case ScaleKind::kSlider:
    case ScaleKind::kNumber:
      ReadPositions(node, scale);
      break;
    case ScaleKind::kText:
      break;
  }
  if (scale.kind == ScaleKind::kYesNo) scale.evidence = node["evidence"].BoolOr(false);
  scale.not_relevant = ReadOptions(node["not_relevant"].ListOr(), false);
  return scale;
}

Section ReadSection(const Node& node) {
  Section section{.code = node["code"].String(),
                  .title = node["title"].String(),
                  .introduction = node["introduction"].StringOr("")};
  const Node shown_to = node["shown_to"];
  if (!shown_to.present()) return section;
  for (const Node& level : shown_to["levels"].ListOr()) {
    section.shown_to.levels.push_back(level.Enum(kLevelWords));
  }
  for (const Node& group : shown_to["staff_groups"].ListOr()) {
    section.shown_to.staff_groups.push_back(group.Enum(kStaffGroupWords));
  }
  section.shown_to.milestones = shown_to["milestones"].StringsOr();
  return section;
}

// The index of the thing called `code`; a fault, and `otherwise`, if there is none.
template <typename T>
int IndexOf(const Node& node, const std::vector<T>& things, std::string T::*code, int otherwise,
            absl::string_view expected) {
  const std::string wanted = node.String();
  for (size_t i = 0; i < things.size(); ++i) {
    if (things[i].*code == wanted) return static_cast<int>(i);
  }
  node.Fault(expected);
  return otherwise;
}

Item ReadItem(const Node& node, const Instrument& instrument) {
  Item item{.code = node["code"].String()};
  if (node["construct"].present()) item.construct = node["construct"].Enum(kConstructWords);
  item.subcomponent = node["subcomponent"].StringOr("");
  item.concept_word = node["concept"].StringOr("");
  item.scale = IndexOf(node["scale"], instrument.scales, &Scale::id, 0,
                       "the id of one of the file's scales");
  if (node["section"].present()) {
    item.section = IndexOf(node["section"], instrument.sections, &Section::code, -1,
                           "the code of one of the file's sections");
  }
  item.reverse = node["reverse"].BoolOr(false);
  item.success_factors = node["success_factors"].StringsOr();
  item.text = node["text"].String();
  return item;
}

std::map<std::string, std::string> ReadTexts(const Node& node) {
  std::map<std::string, std::string> texts;
  for (const auto& [code, text] : node.MapOr()) texts[code] = text.String();
  return texts;
}

Translation ReadTranslation(const Node& node) {
  Translation translation{.title = node["title"].String(),
                          .introduction = node["introduction"].StringOr(""),
                          .items = ReadTexts(node["items"]),
                          .sections = ReadTexts(node["sections"]),
                          .section_introductions = ReadTexts(node["section_introductions"])};
  for (const auto& [scale, options] : node["options"].MapOr()) {
    for (const auto& [code, label] : options.MapOr()) {
      translation.options[absl::StrCat(scale, "/", code)] = label.String();
    }
  }
  return translation;
}

void ReadLevels(const Node& root, Instrument& instrument) {
  const std::vector<Node> levels = root["levels"].ListOr();
  if (levels.empty()) {
    instrument.level = root["level"].Enum(kLevelWords);
    return;
  }
  instrument.level = levels.front().Enum(kLevelWords);
  for (size_t i = 1; i < levels.size(); ++i) {
    instrument.more_levels.push_back(levels[i].Enum(kLevelWords));
  }
}

void ReadParts(const Node& root, Instrument& instrument) {
  for (const auto& [id, node] : root["scales"].Map()) {
    instrument.scales.push_back(ReadScale(id, node));
  }
  for (const Node& node : root["sections"].ListOr()) {
    instrument.sections.push_back(ReadSection(node));
  }
  for (const Node& node : root["items"].List()) {
    instrument.items.push_back(ReadItem(node, instrument));
  }
  for (const auto& [tag, node] : root["translations"].MapOr()) {
    instrument.translations[tag] = ReadTranslation(node);
  }
  instrument.IndexItems();
}

Instrument ReadRoot(const Node& root) {
  Instrument instrument{.id = Id(root["id"])};
  instrument.version = static_cast<int>(root["version"].Int(1, 1'000'000));
  ReadLevels(root, instrument);
  instrument.title = root["title"].String();
  instrument.language = root["language"].String();
  instrument.licence = root["licence"].String();
  instrument.attribution = root["attribution"].String();
  instrument.introduction = root["introduction"].StringOr("");
  instrument.source_url = root["source_url"].StringOr("");
  instrument.derived_from = root["derived_from"].StringOr("");
  ReadParts(root, instrument);
  return instrument;
}

// True if one of two paths is the other, or leads to it.
bool OnePath(absl::string_view a, absl::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (!absl::StartsWith(b, a)) return false;
  return b.size() == a.size() || b[a.size()] == '.' || b[a.size()] == '[';
}

// What could not be read stands in with a default, of which nothing more is said.
void AddRules(const Instrument& instrument, Violations& violations) {
  Violations rules;
  CheckInstrument(instrument, rules);
  const std::vector<Violation> read = violations.list();
  for (const Violation& rule : rules.list()) {
    bool known = false;
    for (const Violation& fault : read) known |= OnePath(rule.field, fault.field);
    if (!known) violations.Add(rule.field, rule.given, rule.expected);
  }
}

absl::StatusOr<Instrument> Read(text::Document document) {
  Instrument instrument = ReadRoot(document.root());
  AddRules(instrument, document.violations());
  RETURN_IF_ERROR(document.Finish());
  return instrument;
}

}  // namespace

absl::StatusOr<Instrument> ParseInstrument(absl::string_view yaml, absl::string_view source) {
  const bool json = absl::StartsWith(absl::StripLeadingAsciiWhitespace(yaml), "{");
  ASSIGN_OR_RETURN(text::Document document,
                   json ? text::ParseJson(yaml, source) : text::ParseYaml(yaml, source));
  return Read(std::move(document));
}

absl::StatusOr<Instrument> LoadInstrument(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  return Read(std::move(document));
}

}  // namespace pcsp::assessments
