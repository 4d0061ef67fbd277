// ReadQuestionnaire().
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/yaml.h"
#include "services/assessments/domain/fhir/fhir_node.h"
#include "services/assessments/domain/fhir/fhir_words.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/domain/fhir/scale_reader.h"
#include "services/assessments/domain/instruments/instrument_rules.h"
#include "services/assessments/domain/instruments/translation_rules.h"

namespace pcsp::assessments {
namespace {

using fhir::Extensions;
using fhir::Ignore;
using fhir::Node;
using fhir::RefuseModifiers;

constexpr int kDeepestGroup = 5;

// Reads one resource into an instrument, item by item.
class Reader {
 public:
  Reader(const Node& root, const QuestionnaireOptions& options) : root_(root) {
    instrument_.level = options.level;
  }

  ReadQuestionnaireResult Read() {
    ReadHead();
    ReadContained();
    for (const Node& item : root_["item"].List()) ReadItem(item, -1, 0);
    instrument_.IndexItems();
    return {std::move(instrument_), std::move(ignored_)};
  }

 private:
  // A text in the instrument, and at `place(translation)` in every other language.
  template <typename Place>
  std::string Take(const Node& element, const std::string& key, Place place) {
    const fhir::Text read = fhir::ReadText(element, key);
    for (const auto& [tag, text] : read.translations) place(instrument_.translations[tag]) = text;
    return read.text;
  }

  void ReadHead();
  void ReadLevels(Extensions& extensions);
  void ReadContained();
  void ReadItem(const Node& item, int section, int depth);
  void ReadGroup(const Node& group, Extensions& extensions, int depth);
  void ReadAudience(Extensions& extensions, Audience& audience);
  void ReadQuestion(const Node& question, Extensions& extensions, int section);
  void ReadCodes(const Node& question, Item& item);
  void ReadEvidence(const Node& question, Item& item, Scale& scale);
  int PlaceOf(fhir::ReadScaleResult read, const Node& question);
  void RefuseConditions(const Node& item);

  const Node& root_;
  Instrument instrument_;
  std::vector<std::string> ignored_;
  std::map<std::string, Node> contained_;
};

void Reader::ReadLevels(Extensions& extensions) {
  bool first = true;
  for (const Node& extension : extensions.Of(fhir::kLevel)) {
    const Level level = extension["valueCode"].Enum(kLevelWords);
    if (first) {
      instrument_.level = level;
    } else {
      instrument_.more_levels.push_back(level);
    }
    first = false;
  }
}

void Reader::ReadHead() {
  const Node type = root_["resourceType"];
  if (type.String() != "Questionnaire") type.Fault("Questionnaire");
  RefuseModifiers(root_);
  if (root_["implicitRules"].present())
    root_["implicitRules"].Fault("no rules beside the resource");
  constexpr std::pair<absl::string_view, int> kStates[] = {
      {"draft", 1}, {"active", 2}, {"retired", 3}, {"unknown", 0}};
  root_["status"].Enum(kStates);  // required by FHIR; what is imported is a draft
  root_["version"].StringOr("");  // versions are counted here
  instrument_.title = Take(
      root_, "title", [](Translation & t) -> auto& { return t.title; });
  if (instrument_.title.empty()) instrument_.title = root_["name"].StringOr("");
  instrument_.introduction = Take(
      root_, "description", [](Translation & t) -> auto& { return t.introduction; });
  instrument_.language = root_["language"].StringOr("en");
  instrument_.attribution = root_["publisher"].StringOr("not stated");
  instrument_.licence = root_["copyright"].StringOr("not stated");
  const std::vector<std::string> origins = root_["derivedFrom"].StringsOr();
  if (!origins.empty()) instrument_.derived_from = origins.front();
  const std::string url = root_["url"].StringOr("");
  if (!absl::StartsWith(url, "urn:pcsp:")) instrument_.source_url = url;
  Extensions extensions(root_);
  const Node source = extensions.ValueOf(fhir::kSource, "valueUri");
  if (source.present()) instrument_.source_url = source.String();
  ReadLevels(extensions);
  extensions.AddIgnored(ignored_);
  Ignore(root_,
         {"id", "meta", "text", "identifier", "subjectType", "date", "contact", "useContext",
          "jurisdiction", "purpose", "approvalDate", "lastReviewDate", "effectivePeriod", "code",
          "experimental"},
         ignored_);
  root_["name"].present();
}

void Reader::ReadContained() {
  for (const Node& resource : root_["contained"].ListOr()) {
    resource.Map();
    RefuseModifiers(resource);
    const std::string type = resource["resourceType"].StringOr("");
    if (type == "ValueSet") contained_.emplace(resource["id"].String(), resource);
    if (type != "ValueSet") ignored_.push_back(resource.path());
  }
}

// What decides at the time of answering whether something is asked, or how often.
void Reader::RefuseConditions(const Node& item) {
  RefuseModifiers(item);
  if (!item["enableWhen"].ListOr().empty()) {
    item["enableWhen"].Fault("no condition: sections are shown by level, staff group, milestone");
  }
  if (item["repeats"].BoolOr(false)) item["repeats"].Fault("false: an item has one answer");
  Ignore(item,
         {"id", "definition", "prefix", "required", "readOnly", "maxLength", "initial",
          "enableBehavior", "_prefix"},
         ignored_);
}

void Reader::ReadItem(const Node& item, int section, int depth) {
  RefuseConditions(item);
  Extensions extensions(item);
  const std::string type = item["type"].StringOr("");
  if (type == "group") {
    ReadGroup(item, extensions, depth);
  } else if (type == "display") {
    // The one that begins a group introduces it; others have no place.
    const std::string code = item["linkId"].String();
    const bool introduces =
        section >= 0 && instrument_.sections[section].introduction.empty() &&
        (instrument_.items.empty() || instrument_.items.back().section != section);
    if (introduces) {
      const std::string owner = instrument_.sections[section].code;
      instrument_.sections[section].introduction = Take(
          item, "text", [&](Translation & t) -> auto& { return t.section_introductions[owner]; });
    } else {
      item.Map();
      ignored_.push_back(item.path());
    }
  } else {
    ReadQuestion(item, extensions, section);
  }
  extensions.AddIgnored(ignored_);
}

void Reader::ReadGroup(const Node& group, Extensions& extensions, int depth) {
  Ignore(group, {"code", "answerOption", "answerValueSet"}, ignored_);
  if (depth >= kDeepestGroup) return group.Fault("groups that are at most 5 deep");
  const std::string code = group["linkId"].String();
  const int section = static_cast<int>(instrument_.sections.size());
  Section& made = instrument_.sections.emplace_back(Section{.code = code});
  ReadAudience(extensions, made.shown_to);
  made.title = Take(
      group, "text", [&](Translation & t) -> auto& { return t.sections[code]; });
  if (made.title.empty()) made.title = code;
  for (const Node& item : group["item"].ListOr()) ReadItem(item, section, depth + 1);
  // A group of groups holds no items itself.
  const bool used = std::any_of(instrument_.items.begin(), instrument_.items.end(),
                                [section](const Item& item) { return item.section == section; });
  const bool last = section + 1 == static_cast<int>(instrument_.sections.size());
  if (used || last) return;
  for (auto& [tag, translation] : instrument_.translations) {
    translation.sections.erase(code);
    translation.section_introductions.erase(code);
  }
  instrument_.sections.erase(instrument_.sections.begin() + section);
  for (Item& item : instrument_.items) item.section -= item.section > section ? 1 : 0;
  ignored_.push_back(group.path());
}

void Reader::ReadAudience(Extensions& extensions, Audience& audience) {
  for (const Node& extension : extensions.Of(fhir::kShownTo)) {
    Extensions parts(extension);
    for (const Node& level : parts.Of("level")) {
      audience.levels.push_back(level["valueCode"].Enum(kLevelWords));
    }
    for (const Node& group : parts.Of("staff-group")) {
      audience.staff_groups.push_back(group["valueCode"].Enum(kStaffGroupWords));
    }
    for (const Node& milestone : parts.Of("milestone")) {
      audience.milestones.push_back(milestone["valueCode"].String());
    }
  }
}

void Reader::ReadCodes(const Node& question, Item& item) {
  for (const Node& coding : question["code"].ListOr()) {
    coding.Map();
    const std::string system = coding["system"].StringOr("");
    const Node code = coding["code"];
    if (system == fhir::kConstructs) item.construct = code.Enum(kConstructWords);
    if (system == fhir::kSubcomponents) item.subcomponent = code.String();
    if (system == fhir::kConcepts) item.concept_word = code.String();
    if (system == fhir::kSuccessFactors) item.success_factors.push_back(code.String());
  }
}

// A text below a yes or no is what the answer rests on; nothing else stands below a question.
void Reader::ReadEvidence(const Node& question, Item& item, Scale& scale) {
  for (const Node& below : question["item"].ListOr()) {
    RefuseConditions(below);
    Extensions(below).AddIgnored(ignored_);
    const bool text =
        below["type"].StringOr("") == "text" || below["type"].StringOr("") == "string";
    const bool named = below["linkId"].StringOr("") == absl::StrCat(item.code, fhir::kEvidence);
    below["text"].StringOr("");
    if (!text || !named || scale.kind != ScaleKind::kYesNo) {
      below.Fault("nothing below a question but a text {linkId}.evidence below a yes or no");
    }
    scale.evidence = true;
  }
}

// Questions that are answered alike share a scale.
int Reader::PlaceOf(fhir::ReadScaleResult read, const Node& question) {
  std::vector<Scale>& scales = instrument_.scales;
  const bool named = !read.scale.id.empty();
  size_t place = 0;
  for (; place < scales.size(); ++place) {
    Scale same = read.scale;
    if (!named) same.id = scales[place].id;
    if (same == scales[place]) break;
    if (named && same.id == scales[place].id) {
      question.Fault(absl::StrCat("the same answers as other questions on the scale ", same.id));
      return static_cast<int>(place);
    }
  }
  if (place == scales.size()) {
    if (!named) read.scale.id = absl::StrCat("scale", place + 1);
    scales.push_back(std::move(read.scale));
  }
  for (const auto& [tag, labels] : read.labels) {
    for (const auto& [code, label] : labels) {
      instrument_.translations[tag].options[absl::StrCat(scales[place].id, "/", code)] = label;
    }
  }
  return static_cast<int>(place);
}

void Reader::ReadQuestion(const Node& question, Extensions& extensions, int section) {
  Item item{.code = question["linkId"].String(), .section = section};
  item.text = Take(
      question, "text", [&](Translation & t) -> auto& { return t.items[item.code]; });
  if (item.text.empty()) question["text"].Fault("text");
  ReadCodes(question, item);
  const Node reverse = extensions.ValueOf(fhir::kReverse, "valueBoolean");
  if (reverse.present()) item.reverse = reverse.Bool();
  fhir::ReadScaleResult read = fhir::ReadScale(question, extensions, contained_, ignored_);
  ReadEvidence(question, item, read.scale);
  item.scale = PlaceOf(std::move(read), question);
  instrument_.items.push_back(std::move(item));
}

}  // namespace

absl::StatusOr<ReadQuestionnaireResult> ReadQuestionnaire(absl::string_view json,
                                                          const QuestionnaireOptions& options) {
  Violations violations;
  absl::StatusOr<text::Document> document = text::ParseJson(json, "questionnaire");
  if (!document.ok()) {
    violations.Merge("questionnaire.", document.status());
    return violations.ToStatus("INVALID_QUESTIONNAIRE");
  }
  const Node root = document->root();
  ReadQuestionnaireResult result = Reader(root, options).Read();
  violations.Merge("questionnaire.", document->Finish());
  Violations rules;
  if (options.nomad) MakeNomad(options.coding, result.instrument, rules);
  CheckInstrument(result.instrument, rules);
  // A scale that could not be read has been reported where it stands.
  const bool read = violations.empty();
  for (const Violation& rule : rules.list()) {
    if (!read && absl::StartsWith(rule.field, "scales.")) continue;
    violations.Add(rule.field == "coding" ? rule.field : absl::StrCat("instrument.", rule.field),
                   rule.given, rule.expected);
  }
  // Where nothing else is wrong, the reason says that the codes run the other way.
  const bool reversed =
      options.coding && std::all_of(violations.list().begin(), violations.list().end(),
                                    [](const auto& v) { return v.field == "coding"; });
  RETURN_IF_ERROR(violations.ToStatus(reversed ? "CODING_REVERSED" : "INVALID_QUESTIONNAIRE"));
  return result;
}

}  // namespace pcsp::assessments
